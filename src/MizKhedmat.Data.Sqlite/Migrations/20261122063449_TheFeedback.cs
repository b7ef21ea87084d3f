using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TheFeedback : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "notifications");

            migrationBuilder.AddColumn<DateTime>(
                name: "LastUsedAt",
                schema: "access",
                table: "ApiClientKey",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ClientSighting",
                schema: "intake",
                columns: table => new
                {
                    ClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Contract = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    UserAgent = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientSighting", x => x.ClientId);
                });

            migrationBuilder.CreateTable(
                name: "Notice",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notice", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushCount",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Measure = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Bucket = table.Column<short>(type: "INTEGER", nullable: false),
                    ClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushCount", x => new { x.AgencyId, x.Measure, x.Day, x.Code, x.Bucket, x.ClientId });
                });

            migrationBuilder.CreateTable(
                name: "PushSample",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Slot = table.Column<short>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    Receipt = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    Pointer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushSample", x => new { x.AgencyId, x.Code, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "Webhook",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Url = table.Column<string>(type: "TEXT", unicode: false, maxLength: 400, nullable: false),
                    Events = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: false),
                    FormerSecret = table.Column<byte[]>(type: "BLOB", maxLength: 200, nullable: true),
                    FormerUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhook", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Delivery",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    WebhookId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Event = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TryingSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastStatus = table.Column<int>(type: "INTEGER", nullable: true),
                    LastFault = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delivery", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delivery_Webhook_WebhookId",
                        column: x => x.WebhookId,
                        principalSchema: "notifications",
                        principalTable: "Webhook",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ClientSighting_AgencyId",
                schema: "intake",
                table: "ClientSighting",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_NextAt",
                schema: "notifications",
                table: "Delivery",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_WebhookId_At",
                schema: "notifications",
                table: "Delivery",
                columns: new[] { "WebhookId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Notice_Agency_At",
                schema: "notifications",
                table: "Notice",
                columns: new[] { "Agency", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Notice_Agency_Kind_Subject",
                schema: "notifications",
                table: "Notice",
                columns: new[] { "Agency", "Kind", "Subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Webhook_Agency_Url",
                schema: "notifications",
                table: "Webhook",
                columns: new[] { "Agency", "Url" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClientSighting",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Delivery",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "Notice",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "PushCount",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "PushSample",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Webhook",
                schema: "notifications");

            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                schema: "access",
                table: "ApiClientKey");
        }
    }
}
