using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class QuickIntake : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ServiceRequest_AgencyId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropIndex(
                name: "IX_ServiceRequest_OfficeId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_AgencyId_AcceptedAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "AgencyId", "AcceptedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ServiceRequest_AgencyId_AcceptedAt",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_AgencyId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "AgencyId", "LastEventAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_OfficeId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "OfficeId", "LastEventAt" });
        }
    }
}
