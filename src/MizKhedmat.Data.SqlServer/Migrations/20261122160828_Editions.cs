using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
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
                    Id = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    Period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Replaces = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MethodologyVersion = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MethodologySha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FactsHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ResultHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    RunHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PreviousRunHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PreparedBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SignedBy = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Story = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
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
                    DraftId = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OfficialId = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
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
                    Id = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EditionId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    CutoffUtc = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PreparedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PreparedBy = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    MethodologySha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FactsHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ResultHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Story = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Methodology = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sha256 = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Step = table.Column<int>(type: "int", nullable: false),
                    OfficialId = table.Column<int>(type: "int", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Letter = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2")
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
                    Id = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EditionId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Indicator = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Ground = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FiledBy = table.Column<int>(type: "int", nullable: false),
                    FiledAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Remedy = table.Column<int>(type: "int", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DecidedBy = table.Column<int>(type: "int", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ObjectionId = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ContentType = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
            migrationBuilder.Sql("EXEC(N'CREATE TRIGGER [editions].[Edition_frozen] ON [editions].[Edition] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW 51000, ''edition-is-frozen'', 1; END');");
            migrationBuilder.Sql("EXEC(N'CREATE TRIGGER [editions].[EditionApproval_frozen] ON [editions].[EditionApproval] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW 51000, ''edition-is-frozen'', 1; END');");
            migrationBuilder.Sql("EXEC(N'CREATE TRIGGER [editions].[MethodologyAct_frozen] ON [editions].[MethodologyAct] AFTER UPDATE, DELETE AS BEGIN SET NOCOUNT ON; IF EXISTS (SELECT 1 FROM deleted) THROW 51000, ''edition-is-frozen'', 1; END');");
            migrationBuilder.Sql(
                """
                EXEC(N'CREATE TRIGGER [scoring].[Methodology_frozen] ON [scoring].[Methodology] AFTER UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    IF EXISTS (
                        SELECT 1 FROM deleted AS d LEFT JOIN inserted AS i ON i.[Id] = d.[Id] AND i.[Version] = d.[Version]
                        WHERE d.[Status] IN (''approved'', ''effective'', ''retired'') AND (i.[Id] IS NULL OR i.[Document] <> d.[Document] OR i.[Sha256] <> d.[Sha256] OR i.[Status] NOT IN (''approved'', ''effective'', ''retired'')))
                        THROW 51000, ''methodology-is-frozen'', 1;
                END');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER [scoring].[Methodology_frozen];");

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
