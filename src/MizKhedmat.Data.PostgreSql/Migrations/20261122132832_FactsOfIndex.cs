using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.PostgreSql.Migrations
{
    /// <summary>
    /// What the national index counts of requests. Counts shrink to four bytes in one statement for each table, so that it is
    /// written anew once. Requests from before are folded from all their events when the next one comes.
    /// </summary>
    public partial class FactsOfIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE intake."ServiceRequest" SET "IsPlain" = false WHERE "IsPlain";
                ALTER TABLE intake."DurationTotal"
                    ALTER COLUMN "Answered" TYPE integer;
                ALTER TABLE intake."DurationCounter"
                    ALTER COLUMN "Answered" TYPE integer;
                ALTER TABLE intake."DayTotal"
                    ALTER COLUMN "VisitsStated" TYPE integer,
                    ALTER COLUMN "Visits" TYPE integer,
                    ALTER COLUMN "Settled" TYPE integer,
                    ALTER COLUMN "SamePlace" TYPE integer,
                    ALTER COLUMN "ReceiptInTime" TYPE integer,
                    ALTER COLUMN "RangeStated" TYPE integer,
                    ALTER COLUMN "OnTime" TYPE integer,
                    ALTER COLUMN "OnReceipt" TYPE integer,
                    ALTER COLUMN "LateDefect" TYPE integer,
                    ALTER COLUMN "InRange" TYPE integer,
                    ALTER COLUMN "EventsComplete" TYPE integer,
                    ALTER COLUMN "Due" TYPE integer,
                    ALTER COLUMN "DeliveryPlaceStated" TYPE integer,
                    ALTER COLUMN "Answered" TYPE integer,
                    ALTER COLUMN "Accepted" TYPE integer;
                ALTER TABLE intake."Counter"
                    ALTER COLUMN "VisitsStated" TYPE integer,
                    ALTER COLUMN "Visits" TYPE integer,
                    ALTER COLUMN "Settled" TYPE integer,
                    ALTER COLUMN "SamePlace" TYPE integer,
                    ALTER COLUMN "ReceiptInTime" TYPE integer,
                    ALTER COLUMN "RangeStated" TYPE integer,
                    ALTER COLUMN "OnTime" TYPE integer,
                    ALTER COLUMN "OnReceipt" TYPE integer,
                    ALTER COLUMN "LateDefect" TYPE integer,
                    ALTER COLUMN "InRange" TYPE integer,
                    ALTER COLUMN "EventsComplete" TYPE integer,
                    ALTER COLUMN "Due" TYPE integer,
                    ALTER COLUMN "DeliveryPlaceStated" TYPE integer,
                    ALTER COLUMN "Answered" TYPE integer,
                    ALTER COLUMN "Accepted" TYPE integer;
                """);

            migrationBuilder.AddColumn<int>(
                name: "Facts",
                schema: "intake",
                table: "ServiceRequest",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<short>(
                name: "Inquiries",
                schema: "intake",
                table: "ServiceRequest",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "ServiceRequest",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "Points",
                schema: "intake",
                table: "ServiceRequest",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "PromiseMilli",
                schema: "intake",
                table: "ServiceRequest",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "StandardMinutes",
                schema: "intake",
                table: "ServiceRequest",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PromiseMilli",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PromiseSquares",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "PromiseStated",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "DayTotal",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "PromiseMilli",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "PromiseSquares",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "PromiseStated",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "Counter",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE intake."DurationTotal"
                    ALTER COLUMN "Answered" TYPE bigint;
                ALTER TABLE intake."DurationCounter"
                    ALTER COLUMN "Answered" TYPE bigint;
                ALTER TABLE intake."DayTotal"
                    ALTER COLUMN "VisitsStated" TYPE bigint,
                    ALTER COLUMN "Visits" TYPE bigint,
                    ALTER COLUMN "Settled" TYPE bigint,
                    ALTER COLUMN "SamePlace" TYPE bigint,
                    ALTER COLUMN "ReceiptInTime" TYPE bigint,
                    ALTER COLUMN "RangeStated" TYPE bigint,
                    ALTER COLUMN "OnTime" TYPE bigint,
                    ALTER COLUMN "OnReceipt" TYPE bigint,
                    ALTER COLUMN "LateDefect" TYPE bigint,
                    ALTER COLUMN "InRange" TYPE bigint,
                    ALTER COLUMN "EventsComplete" TYPE bigint,
                    ALTER COLUMN "Due" TYPE bigint,
                    ALTER COLUMN "DeliveryPlaceStated" TYPE bigint,
                    ALTER COLUMN "Answered" TYPE bigint,
                    ALTER COLUMN "Accepted" TYPE bigint;
                ALTER TABLE intake."Counter"
                    ALTER COLUMN "VisitsStated" TYPE bigint,
                    ALTER COLUMN "Visits" TYPE bigint,
                    ALTER COLUMN "Settled" TYPE bigint,
                    ALTER COLUMN "SamePlace" TYPE bigint,
                    ALTER COLUMN "ReceiptInTime" TYPE bigint,
                    ALTER COLUMN "RangeStated" TYPE bigint,
                    ALTER COLUMN "OnTime" TYPE bigint,
                    ALTER COLUMN "OnReceipt" TYPE bigint,
                    ALTER COLUMN "LateDefect" TYPE bigint,
                    ALTER COLUMN "InRange" TYPE bigint,
                    ALTER COLUMN "EventsComplete" TYPE bigint,
                    ALTER COLUMN "Due" TYPE bigint,
                    ALTER COLUMN "DeliveryPlaceStated" TYPE bigint,
                    ALTER COLUMN "Answered" TYPE bigint,
                    ALTER COLUMN "Accepted" TYPE bigint;
                """);

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
