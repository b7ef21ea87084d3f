using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MizKhedmat.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Editions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "editions");

            migrationBuilder.CreateTable(
                name: "Edition",
                schema: "editions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false, collation: "C"),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Replaces = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: true, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    MethodologyVersion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    MethodologySha256 = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    FactsHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    ResultHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    RunHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    PreviousRunHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    PreparedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    SignedBy = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    Document = table.Column<byte[]>(type: "bytea", nullable: false),
                    Story = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Edition", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EditionApproval",
                schema: "editions",
                columns: table => new
                {
                    DraftId = table.Column<string>(type: "character varying(26)", unicode: false, maxLength: 26, nullable: false, collation: "C"),
                    OfficialId = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditionApproval", x => new { x.DraftId, x.OfficialId });
                });

            migrationBuilder.CreateTable(
                name: "EditionDraft",
                schema: "editions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", unicode: false, maxLength: 26, nullable: false, collation: "C"),
                    EditionId = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false, collation: "C"),
                    Period = table.Column<string>(type: "character varying(10)", unicode: false, maxLength: 10, nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PreparedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PreparedBy = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C"),
                    MethodologySha256 = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    FactsHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    ResultHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    Document = table.Column<byte[]>(type: "bytea", nullable: false),
                    Story = table.Column<byte[]>(type: "bytea", nullable: true),
                    State = table.Column<int>(type: "integer", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EditionDraft", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MethodologyAct",
                schema: "editions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Methodology = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Sha256 = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false, collation: "C"),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    OfficialId = table.Column<int>(type: "integer", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Letter = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true, collation: "C"),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MethodologyAct", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Objection",
                schema: "editions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", unicode: false, maxLength: 26, nullable: false, collation: "C"),
                    EditionId = table.Column<string>(type: "character varying(40)", unicode: false, maxLength: 40, nullable: false, collation: "C"),
                    Agency = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "C"),
                    Province = table.Column<string>(type: "character(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "C"),
                    Indicator = table.Column<string>(type: "character varying(20)", unicode: false, maxLength: 20, nullable: false, collation: "C"),
                    Ground = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false, collation: "C"),
                    FiledBy = table.Column<int>(type: "integer", nullable: false),
                    FiledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Remedy = table.Column<int>(type: "integer", nullable: true),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    DecidedBy = table.Column<int>(type: "integer", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Objection", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ObjectionEvidence",
                schema: "editions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ObjectionId = table.Column<string>(type: "character varying(26)", unicode: false, maxLength: 26, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObjectionEvidence", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Edition_PreviousRunHash",
                schema: "editions",
                table: "Edition",
                column: "PreviousRunHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Edition_RunHash",
                schema: "editions",
                table: "Edition",
                column: "RunHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Edition_Sequence",
                schema: "editions",
                table: "Edition",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EditionDraft_Period",
                schema: "editions",
                table: "EditionDraft",
                column: "Period",
                unique: true,
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_MethodologyAct_Methodology_Version",
                schema: "editions",
                table: "MethodologyAct",
                columns: new[] { "Methodology", "Version" });

            migrationBuilder.CreateIndex(
                name: "IX_Objection_EditionId_Agency",
                schema: "editions",
                table: "Objection",
                columns: new[] { "EditionId", "Agency" });

            migrationBuilder.CreateIndex(
                name: "IX_ObjectionEvidence_ObjectionId",
                schema: "editions",
                table: "ObjectionEvidence",
                column: "ObjectionId");

            // What was published, approved or decided stays as it is, whoever writes.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION editions.frozen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation'; END $$;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Edition_frozen" BEFORE UPDATE OR DELETE ON editions."Edition" FOR EACH ROW EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                CREATE TRIGGER "Edition_frozen_whole" BEFORE TRUNCATE ON editions."Edition" FOR EACH STATEMENT EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "EditionApproval_frozen" BEFORE UPDATE OR DELETE ON editions."EditionApproval" FOR EACH ROW EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                CREATE TRIGGER "EditionApproval_frozen_whole" BEFORE TRUNCATE ON editions."EditionApproval" FOR EACH STATEMENT EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "MethodologyAct_frozen" BEFORE UPDATE OR DELETE ON editions."MethodologyAct" FOR EACH ROW EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                CREATE TRIGGER "MethodologyAct_frozen_whole" BEFORE TRUNCATE ON editions."MethodologyAct" FOR EACH STATEMENT EXECUTE FUNCTION editions.frozen('edition-is-frozen');
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Methodology_frozen" BEFORE UPDATE ON scoring."Methodology" FOR EACH ROW
                WHEN (OLD."Status" IN ('approved', 'effective', 'retired') AND (NEW."Id" <> OLD."Id" OR NEW."Version" <> OLD."Version" OR NEW."Document" <> OLD."Document"
                    OR NEW."Sha256" <> OLD."Sha256" OR NEW."Status" NOT IN ('approved', 'effective', 'retired'))) EXECUTE FUNCTION editions.frozen('methodology-is-frozen');
                CREATE TRIGGER "Methodology_kept" BEFORE DELETE ON scoring."Methodology" FOR EACH ROW
                WHEN (OLD."Status" IN ('approved', 'effective', 'retired')) EXECUTE FUNCTION editions.frozen('methodology-is-frozen');
                CREATE TRIGGER "Methodology_frozen_whole" BEFORE TRUNCATE ON scoring."Methodology" FOR EACH STATEMENT EXECUTE FUNCTION editions.frozen('methodology-is-frozen');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER "Methodology_frozen" ON scoring."Methodology";
                DROP TRIGGER "Methodology_kept" ON scoring."Methodology";
                DROP TRIGGER "Methodology_frozen_whole" ON scoring."Methodology";
                """);

            migrationBuilder.DropTable(
                name: "Edition",
                schema: "editions");

            migrationBuilder.DropTable(
                name: "EditionApproval",
                schema: "editions");

            migrationBuilder.DropTable(
                name: "EditionDraft",
                schema: "editions");

            migrationBuilder.DropTable(
                name: "MethodologyAct",
                schema: "editions");

            migrationBuilder.DropTable(
                name: "Objection",
                schema: "editions");

            migrationBuilder.DropTable(
                name: "ObjectionEvidence",
                schema: "editions");

            migrationBuilder.Sql("DROP FUNCTION editions.frozen();");
        }
    }
}
