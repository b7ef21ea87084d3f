using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class NarrowRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ApplicantHash",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "MobileCipher",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.AddColumn<bool>(
                name: "IsPlain",
                schema: "intake",
                table: "ServiceRequest",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsSurveyed",
                schema: "intake",
                table: "ServiceRequest",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsPlain",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "IsSurveyed",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.AddColumn<byte[]>(
                name: "ApplicantHash",
                schema: "intake",
                table: "ServiceRequest",
                type: "varbinary(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "MobileCipher",
                schema: "intake",
                table: "ServiceRequest",
                type: "varbinary(64)",
                maxLength: 64,
                nullable: true);
        }
    }
}
