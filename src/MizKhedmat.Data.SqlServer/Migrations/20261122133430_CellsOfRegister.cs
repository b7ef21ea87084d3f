using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
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
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InPersonDesks",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InspectedItems",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SheetItems",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CellOverride",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Indicator = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Period = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    By = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LiftedBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2")
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
