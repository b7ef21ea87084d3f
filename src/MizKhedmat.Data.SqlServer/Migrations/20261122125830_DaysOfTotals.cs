using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class DaysOfTotals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_DurationTotal_Day",
                schema: "intake",
                table: "DurationTotal",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_DurationTotal_Province_Day",
                schema: "intake",
                table: "DurationTotal",
                columns: new[] { "Province", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_DayTotal_Day",
                schema: "intake",
                table: "DayTotal",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DurationTotal_Day",
                schema: "intake",
                table: "DurationTotal");

            migrationBuilder.DropIndex(
                name: "IX_DurationTotal_Province_Day",
                schema: "intake",
                table: "DurationTotal");

            migrationBuilder.DropIndex(
                name: "IX_DayTotal_Day",
                schema: "intake",
                table: "DayTotal");
        }
    }
}
