using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace MizKhedmat.Data.PostgreSql.Migrations
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
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Agency = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "C"),
                    Cells = table.Column<int>(type: "integer", nullable: false),
                    First = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C")
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
                    AgencyId = table.Column<int>(type: "integer", nullable: false),
                    KeptFrom = table.Column<int>(type: "integer", nullable: false)
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
