using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <summary>What the national index counts of requests. Those from before are folded from all their events when the next one comes.</summary>
    public partial class FactsOfIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE ServiceRequest SET IsPlain = 0 WHERE IsPlain = 1;");

            migrationBuilder.AddColumn<int>(
                name: "Facts",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<short>(
                name: "Inquiries",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "Points",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "PromiseMilli",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "StandardMinutes",
                schema: "intake",
                table: "ServiceRequest",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PromiseMilli",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PromiseSquares",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "PromiseStated",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "DayTotal",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PromiseMilli",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PromiseSquares",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "PromiseStated",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "Counter",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Facts",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "Inquiries",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "InquiriesOnline",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "Points",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "PromiseMilli",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "StandardMinutes",
                schema: "intake",
                table: "ServiceRequest");

            migrationBuilder.DropColumn(
                name: "AnsweredOnline",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "Changes",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "ChangesTold",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "Inquiries",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "InquiriesOnline",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "LongAnswered",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "LongTracked",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "MobileClosed",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "PointSquares",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "Points",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "PromiseMilli",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "PromiseSquares",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "PromiseStated",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "Responses",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "SettledAccepted",
                schema: "intake",
                table: "DayTotal");

            migrationBuilder.DropColumn(
                name: "AnsweredOnline",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "Changes",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "ChangesTold",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "Inquiries",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "InquiriesOnline",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "LongAnswered",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "LongTracked",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "MobileClosed",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "PointSquares",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "Points",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "PromiseMilli",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "PromiseSquares",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "PromiseStated",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "Responses",
                schema: "intake",
                table: "Counter");

            migrationBuilder.DropColumn(
                name: "SettledAccepted",
                schema: "intake",
                table: "Counter");
        }
    }
}
