using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CellsOfRegister : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AgreedItems",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InPersonDesks",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InspectedItems",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SheetItems",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CellOverride",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: true),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    Indicator = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Period = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LiftedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CellOverride", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CellOverride_Period",
                schema: "scoring",
                table: "CellOverride",
                column: "Period");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CellOverride",
                schema: "scoring");

            migrationBuilder.DropColumn(
                name: "AgreedItems",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "DeskDeclared",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "DeskVerified",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "ElectronicDeclared",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "ElectronicVerified",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "InPersonDesks",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "InspectedItems",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "ReportsDeclared",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "ReportsVerified",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "SheetItems",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "UploadDeclared",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "UploadVerified",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "WindowDeclared",
                schema: "registry",
                table: "PlacementCount");

            migrationBuilder.DropColumn(
                name: "WindowVerified",
                schema: "registry",
                table: "PlacementCount");
        }
    }
}
