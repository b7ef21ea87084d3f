using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <summary>What the national index counts of requests. Those from before are folded from all their events when the next one comes.</summary>
    public partial class FactsOfIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE intake.ServiceRequest SET IsPlain = 0 WHERE IsPlain = 1;");

            migrationBuilder.AddColumn<int>(
                name: "Facts",
                schema: "intake",
                table: "ServiceRequest",
                type: "int",
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
                type: "int",
                nullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "Answered",
                schema: "intake",
                table: "DurationTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Answered",
                schema: "intake",
                table: "DurationCounter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "VisitsStated",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Visits",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Settled",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "SamePlace",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "ReceiptInTime",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "RangeStated",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "OnTime",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "OnReceipt",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "LateDefect",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "InRange",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "EventsComplete",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Due",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "DeliveryPlaceStated",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Answered",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Accepted",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "DayTotal",
                type: "int",
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
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "DayTotal",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<int>(
                name: "VisitsStated",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Visits",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Settled",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "SamePlace",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "ReceiptInTime",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "RangeStated",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "OnTime",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "OnReceipt",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "LateDefect",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "InRange",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "EventsComplete",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Due",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "DeliveryPlaceStated",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Answered",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AlterColumn<int>(
                name: "Accepted",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<int>(
                name: "AnsweredOnline",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Changes",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ChangesTold",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Inquiries",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "InquiriesOnline",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongAnswered",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LongTracked",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "MobileClosed",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PointSquares",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Points",
                schema: "intake",
                table: "Counter",
                type: "int",
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
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Responses",
                schema: "intake",
                table: "Counter",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SettledAccepted",
                schema: "intake",
                table: "Counter",
                type: "int",
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

            migrationBuilder.AlterColumn<long>(
                name: "Answered",
                schema: "intake",
                table: "DurationTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Answered",
                schema: "intake",
                table: "DurationCounter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "VisitsStated",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Visits",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Settled",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "SamePlace",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "ReceiptInTime",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "RangeStated",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "OnTime",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "OnReceipt",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "LateDefect",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "InRange",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "EventsComplete",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Due",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "DeliveryPlaceStated",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Answered",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Accepted",
                schema: "intake",
                table: "DayTotal",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "VisitsStated",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Visits",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Settled",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "SamePlace",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "ReceiptInTime",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "RangeStated",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "OnTime",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "OnReceipt",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "LateDefect",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "InRange",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "EventsComplete",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Due",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "DeliveryPlaceStated",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Answered",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");

            migrationBuilder.AlterColumn<long>(
                name: "Accepted",
                schema: "intake",
                table: "Counter",
                type: "bigint",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "int");
        }
    }
}
