using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NothingLost : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CounterRepair",
                schema: "intake",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Cells = table.Column<int>(type: "INTEGER", nullable: false),
                    First = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CounterRepair", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestRetention",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    KeptFrom = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestRetention", x => x.AgencyId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CounterRepair_Agency",
                schema: "intake",
                table: "CounterRepair",
                column: "Agency");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CounterRepair",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "RequestRetention",
                schema: "intake");
        }
    }
}
