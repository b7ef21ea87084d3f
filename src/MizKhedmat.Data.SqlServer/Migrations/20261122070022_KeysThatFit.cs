using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class KeysThatFit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_OfficialPasskey",
                schema: "access",
                table: "OfficialPasskey");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "RegisterItem",
                type: "varchar(900)",
                unicode: false,
                maxLength: 900,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(900)",
                oldMaxLength: 900,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "Province",
                type: "varchar(400)",
                unicode: false,
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "County",
                type: "varchar(400)",
                unicode: false,
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "Agency",
                type: "varchar(900)",
                unicode: false,
                maxLength: 900,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "nvarchar(900)",
                oldMaxLength: 900,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddPrimaryKey(
                name: "PK_OfficialPasskey",
                schema: "access",
                table: "OfficialPasskey",
                column: "CredentialId")
                .Annotation("SqlServer:Clustered", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_OfficialPasskey",
                schema: "access",
                table: "OfficialPasskey");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "RegisterItem",
                type: "nvarchar(900)",
                maxLength: 900,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "varchar(900)",
                oldUnicode: false,
                oldMaxLength: 900,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "Province",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "varchar(400)",
                oldUnicode: false,
                oldMaxLength: 400,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "County",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "varchar(400)",
                oldUnicode: false,
                oldMaxLength: 400,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AlterColumn<string>(
                name: "SortKey",
                schema: "registry",
                table: "Agency",
                type: "nvarchar(900)",
                maxLength: 900,
                nullable: false,
                collation: "Latin1_General_100_BIN2",
                oldClrType: typeof(string),
                oldType: "varchar(900)",
                oldUnicode: false,
                oldMaxLength: 900,
                oldCollation: "Latin1_General_100_BIN2");

            migrationBuilder.AddPrimaryKey(
                name: "PK_OfficialPasskey",
                schema: "access",
                table: "OfficialPasskey",
                column: "CredentialId");
        }
    }
}
