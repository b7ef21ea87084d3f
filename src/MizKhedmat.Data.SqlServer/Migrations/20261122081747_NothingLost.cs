using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Cells = table.Column<int>(type: "int", nullable: false),
                    First = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2")
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
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    KeptFrom = table.Column<int>(type: "int", nullable: false)
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
