using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MizKhedmat.Data.PostgreSql.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DeskVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ElectronicVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InPersonDesks",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InspectedItems",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ReportsVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SheetItems",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "UploadVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowDeclared",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "WindowVerified",
                schema: "registry",
                table: "PlacementCount",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CellOverride",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Agency = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: true, collation: "C"),
                    Province = table.Column<string>(type: "character(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "C"),
                    Indicator = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    Period = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false, collation: "C"),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LiftedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true, collation: "C")
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
