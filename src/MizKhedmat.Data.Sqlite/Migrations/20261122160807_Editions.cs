using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
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
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Replaces = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    MethodologyVersion = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MethodologySha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    FactsHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ResultHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    RunHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    PreviousRunHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    PreparedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    SignedBy = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Document = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Story = table.Column<byte[]>(type: "BLOB", nullable: true)
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
                    DraftId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    OfficialId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    EditionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Period = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PreparedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PreparedBy = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    MethodologySha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    FactsHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    ResultHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Document = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Story = table.Column<byte[]>(type: "BLOB", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Methodology = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    OfficialId = table.Column<int>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Letter = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
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
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    EditionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    Indicator = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Ground = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    FiledBy = table.Column<int>(type: "INTEGER", nullable: false),
                    FiledAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Remedy = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    DecidedBy = table.Column<int>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ObjectionId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
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
            migrationBuilder.Sql("CREATE TRIGGER \"Edition_frozen_update\" BEFORE UPDATE ON \"Edition\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql("CREATE TRIGGER \"Edition_frozen_delete\" BEFORE DELETE ON \"Edition\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql("CREATE TRIGGER \"EditionApproval_frozen_update\" BEFORE UPDATE ON \"EditionApproval\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql("CREATE TRIGGER \"EditionApproval_frozen_delete\" BEFORE DELETE ON \"EditionApproval\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql("CREATE TRIGGER \"MethodologyAct_frozen_update\" BEFORE UPDATE ON \"MethodologyAct\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql("CREATE TRIGGER \"MethodologyAct_frozen_delete\" BEFORE DELETE ON \"MethodologyAct\" BEGIN SELECT RAISE(ABORT, 'edition-is-frozen'); END;");
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Methodology_frozen_update" BEFORE UPDATE ON "Methodology"
                WHEN OLD."Status" IN ('approved', 'effective', 'retired') AND (NEW."Id" <> OLD."Id" OR NEW."Version" <> OLD."Version" OR NEW."Document" <> OLD."Document"
                    OR NEW."Sha256" <> OLD."Sha256" OR NEW."Status" NOT IN ('approved', 'effective', 'retired'))
                BEGIN SELECT RAISE(ABORT, 'methodology-is-frozen'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Methodology_frozen_delete" BEFORE DELETE ON "Methodology" WHEN OLD."Status" IN ('approved', 'effective', 'retired')
                BEGIN SELECT RAISE(ABORT, 'methodology-is-frozen'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER \"Methodology_frozen_update\";");
            migrationBuilder.Sql("DROP TRIGGER \"Methodology_frozen_delete\";");

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
        }
    }
}
