using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TheNationalRegister : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "registration");

            migrationBuilder.AddColumn<string>(
                name: "Code",
                schema: "registry",
                table: "Service",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            // Services of the first release had no code of their agency's own.
            migrationBuilder.Sql("UPDATE \"Service\" SET \"Code\" = 'S-' || \"Id\"");

            migrationBuilder.AddColumn<int>(
                name: "IdStatus",
                schema: "registry",
                table: "Service",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "HasClients",
                schema: "registry",
                table: "Office",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSmallUnit",
                schema: "registry",
                table: "Office",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "State",
                schema: "registry",
                table: "Desk",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Subject",
                schema: "registry",
                table: "Agency",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CountyVersion",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    On = table.Column<int>(type: "INTEGER", nullable: false),
                    Act = table.Column<int>(type: "INTEGER", nullable: false),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Predecessor = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountyVersion", x => new { x.Code, x.On, x.Act });
                });

            migrationBuilder.CreateTable(
                name: "ImportJob",
                schema: "registration",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FileHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Progress = table.Column<int>(type: "INTEGER", nullable: false),
                    Created = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    Warned = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportJob", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PlacementCount",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Services = table.Column<int>(type: "INTEGER", nullable: false),
                    Applicable = table.Column<int>(type: "INTEGER", nullable: false),
                    Electronic = table.Column<int>(type: "INTEGER", nullable: false),
                    CounterOnly = table.Column<int>(type: "INTEGER", nullable: false),
                    CoveredHalves = table.Column<int>(type: "INTEGER", nullable: false),
                    Coded = table.Column<int>(type: "INTEGER", nullable: false),
                    OutsidePending = table.Column<int>(type: "INTEGER", nullable: false),
                    OutsideAccepted = table.Column<int>(type: "INTEGER", nullable: false),
                    OutsideRejected = table.Column<int>(type: "INTEGER", nullable: false),
                    Operators = table.Column<int>(type: "INTEGER", nullable: false),
                    Trained = table.Column<int>(type: "INTEGER", nullable: false),
                    ClientOffices = table.Column<int>(type: "INTEGER", nullable: false),
                    DeskedOffices = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementCount", x => new { x.AgencyId, x.Area, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "PlaceOfDelivery",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: false),
                    To = table.Column<int>(type: "INTEGER", nullable: true),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    AlsoInPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Standing = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedUntil = table.Column<int>(type: "INTEGER", nullable: true),
                    MoveBy = table.Column<int>(type: "INTEGER", nullable: true),
                    ReviewId = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlaceOfDelivery", x => new { x.AgencyId, x.Service, x.Office, x.From });
                });

            migrationBuilder.CreateTable(
                name: "RegisterItem",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    SortKey = table.Column<string>(type: "TEXT", maxLength: 900, nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    County = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: true),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    From = table.Column<int>(type: "INTEGER", nullable: true),
                    To = table.Column<int>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterItem", x => new { x.AgencyId, x.Kind, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "RegisterRevision",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    On = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterRevision", x => new { x.AgencyId, x.Kind, x.Code, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ReviewCase",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    SubjectKind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Proposed = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ValidUntil = table.Column<int>(type: "INTEGER", nullable: true),
                    MoveBy = table.Column<int>(type: "INTEGER", nullable: true),
                    Batch = table.Column<string>(type: "TEXT", maxLength: 26, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewCase", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Spell",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: false),
                    To = table.Column<int>(type: "INTEGER", nullable: true),
                    MergedInto = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Spell", x => new { x.AgencyId, x.Kind, x.Code, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ImportRow",
                schema: "registration",
                columns: table => new
                {
                    ImportId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Fate = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRow", x => new { x.ImportId, x.Number });
                    table.ForeignKey(
                        name: "FK_ImportRow_ImportJob_ImportId",
                        column: x => x.ImportId,
                        principalSchema: "registration",
                        principalTable: "ImportJob",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Service_AgencyId_Code",
                schema: "registry",
                table: "Service",
                columns: new[] { "AgencyId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_AgencyId_At",
                schema: "registration",
                table: "ImportJob",
                columns: new[] { "AgencyId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_AgencyId_Kind_FileHash",
                schema: "registration",
                table: "ImportJob",
                columns: new[] { "AgencyId", "Kind", "FileHash" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_State",
                schema: "registration",
                table: "ImportJob",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_PlacementCount_Area_Day",
                schema: "registry",
                table: "PlacementCount",
                columns: new[] { "Area", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_PlaceOfDelivery_ReviewId",
                schema: "registry",
                table: "PlaceOfDelivery",
                column: "ReviewId");

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_AgencyId_Kind_SortKey",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "AgencyId", "Kind", "SortKey" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_Province_SortKey",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "Province", "SortKey" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_SortKey_AgencyId_Code_Status_To_From",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "SortKey", "AgencyId", "Code", "Status", "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_Status_To_From",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "Status", "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterRevision_Source",
                schema: "registry",
                table: "RegisterRevision",
                column: "Source");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_AgencyId_SubjectKind_SubjectCode",
                schema: "registry",
                table: "ReviewCase",
                columns: new[] { "AgencyId", "SubjectKind", "SubjectCode" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_Batch",
                schema: "registry",
                table: "ReviewCase",
                column: "Batch");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_State_Kind_Province",
                schema: "registry",
                table: "ReviewCase",
                columns: new[] { "State", "Kind", "Province" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CountyVersion",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "ImportRow",
                schema: "registration");

            migrationBuilder.DropTable(
                name: "PlacementCount",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "PlaceOfDelivery",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "RegisterItem",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "RegisterRevision",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "ReviewCase",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "Spell",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "ImportJob",
                schema: "registration");

            migrationBuilder.DropIndex(
                name: "IX_Service_AgencyId_Code",
                schema: "registry",
                table: "Service");

            migrationBuilder.DropColumn(
                name: "Code",
                schema: "registry",
                table: "Service");

            migrationBuilder.DropColumn(
                name: "IdStatus",
                schema: "registry",
                table: "Service");

            migrationBuilder.DropColumn(
                name: "HasClients",
                schema: "registry",
                table: "Office");

            migrationBuilder.DropColumn(
                name: "IsSmallUnit",
                schema: "registry",
                table: "Office");

            migrationBuilder.DropColumn(
                name: "State",
                schema: "registry",
                table: "Desk");

            migrationBuilder.DropColumn(
                name: "Subject",
                schema: "registry",
                table: "Agency");
        }
    }
}
