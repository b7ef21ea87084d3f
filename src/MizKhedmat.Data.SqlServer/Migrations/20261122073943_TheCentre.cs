using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class TheCentre : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "registry");

            migrationBuilder.EnsureSchema(
                name: "access");

            migrationBuilder.EnsureSchema(
                name: "intake");

            migrationBuilder.EnsureSchema(
                name: "notifications");

            migrationBuilder.EnsureSchema(
                name: "obligations");

            migrationBuilder.EnsureSchema(
                name: "data");

            migrationBuilder.EnsureSchema(
                name: "registration");

            migrationBuilder.EnsureSchema(
                name: "scoring");

            migrationBuilder.CreateTable(
                name: "Agency",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Code = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameFa = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Level = table.Column<int>(type: "int", nullable: false),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Subject = table.Column<int>(type: "int", nullable: false),
                    IsDemo = table.Column<bool>(type: "bit", nullable: false),
                    SearchKey = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SortKey = table.Column<string>(type: "varchar(900)", unicode: false, maxLength: 900, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agency", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ApiClient",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ClientId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Scopes = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsDisabled = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiClient", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClientSighting",
                schema: "intake",
                columns: table => new
                {
                    ClientId = table.Column<int>(type: "int", nullable: false),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Contract = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    UserAgent = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientSighting", x => x.ClientId);
                });

            migrationBuilder.CreateTable(
                name: "CofogClass",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Level = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Parent = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true, collation: "Latin1_General_100_BIN2"),
                    NameFa = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CofogClass", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Counter",
                schema: "intake",
                columns: table => new
                {
                    Day = table.Column<int>(type: "int", nullable: false),
                    OfficeId = table.Column<int>(type: "int", nullable: false),
                    ServiceId = table.Column<int>(type: "int", nullable: false),
                    DeskId = table.Column<int>(type: "int", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    ReceiptInTime = table.Column<long>(type: "bigint", nullable: false),
                    OnReceipt = table.Column<long>(type: "bigint", nullable: false),
                    LateDefect = table.Column<long>(type: "bigint", nullable: false),
                    EventsComplete = table.Column<long>(type: "bigint", nullable: false),
                    Answered = table.Column<long>(type: "bigint", nullable: false),
                    AnswerMinutes = table.Column<long>(type: "bigint", nullable: false),
                    AnswerWorkMinutes = table.Column<long>(type: "bigint", nullable: false),
                    Visits = table.Column<long>(type: "bigint", nullable: false),
                    VisitsStated = table.Column<long>(type: "bigint", nullable: false),
                    SamePlace = table.Column<long>(type: "bigint", nullable: false),
                    DeliveryPlaceStated = table.Column<long>(type: "bigint", nullable: false),
                    InRange = table.Column<long>(type: "bigint", nullable: false),
                    RangeStated = table.Column<long>(type: "bigint", nullable: false),
                    RangeMinutes = table.Column<long>(type: "bigint", nullable: false),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    OnTime = table.Column<long>(type: "bigint", nullable: false),
                    Settled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Counter", x => new { x.OfficeId, x.Day, x.ServiceId, x.DeskId, x.Channel, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "County",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameFa = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SortKey = table.Column<string>(type: "varchar(400)", unicode: false, maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ValidFrom = table.Column<int>(type: "int", nullable: true),
                    ValidTo = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_County", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "CountyVersion",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    On = table.Column<int>(type: "int", nullable: false),
                    Act = table.Column<int>(type: "int", nullable: false),
                    NameFa = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Predecessor = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    RecordedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountyVersion", x => new { x.Code, x.On, x.Act });
                });

            migrationBuilder.CreateTable(
                name: "DayTotal",
                schema: "intake",
                columns: table => new
                {
                    Day = table.Column<int>(type: "int", nullable: false),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    ReceiptInTime = table.Column<long>(type: "bigint", nullable: false),
                    OnReceipt = table.Column<long>(type: "bigint", nullable: false),
                    LateDefect = table.Column<long>(type: "bigint", nullable: false),
                    EventsComplete = table.Column<long>(type: "bigint", nullable: false),
                    Answered = table.Column<long>(type: "bigint", nullable: false),
                    AnswerMinutes = table.Column<long>(type: "bigint", nullable: false),
                    AnswerWorkMinutes = table.Column<long>(type: "bigint", nullable: false),
                    Visits = table.Column<long>(type: "bigint", nullable: false),
                    VisitsStated = table.Column<long>(type: "bigint", nullable: false),
                    SamePlace = table.Column<long>(type: "bigint", nullable: false),
                    DeliveryPlaceStated = table.Column<long>(type: "bigint", nullable: false),
                    InRange = table.Column<long>(type: "bigint", nullable: false),
                    RangeStated = table.Column<long>(type: "bigint", nullable: false),
                    RangeMinutes = table.Column<long>(type: "bigint", nullable: false),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    OnTime = table.Column<long>(type: "bigint", nullable: false),
                    Settled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DayTotal", x => new { x.AgencyId, x.Province, x.Day, x.Channel, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "DeskDay",
                schema: "intake",
                columns: table => new
                {
                    DeskId = table.Column<int>(type: "int", nullable: false),
                    On = table.Column<int>(type: "int", nullable: false),
                    OfficeId = table.Column<int>(type: "int", nullable: false),
                    OpenMinutes = table.Column<int>(type: "int", nullable: false),
                    DueMinutes = table.Column<int>(type: "int", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    PushId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskDay", x => new { x.DeskId, x.On });
                });

            migrationBuilder.CreateTable(
                name: "DeskProbe",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Desk = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Url = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: true),
                    Milliseconds = table.Column<int>(type: "int", nullable: true),
                    CheckedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskProbe", x => new { x.AgencyId, x.Desk });
                });

            migrationBuilder.CreateTable(
                name: "DurationCounter",
                schema: "intake",
                columns: table => new
                {
                    OfficeId = table.Column<int>(type: "int", nullable: false),
                    Day = table.Column<int>(type: "int", nullable: false),
                    ServiceId = table.Column<int>(type: "int", nullable: false),
                    DeskId = table.Column<int>(type: "int", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    Clock = table.Column<int>(type: "int", nullable: false),
                    Bucket = table.Column<short>(type: "smallint", nullable: false),
                    Answered = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DurationCounter", x => new { x.OfficeId, x.Day, x.ServiceId, x.DeskId, x.Channel, x.Place, x.Clock, x.Bucket });
                });

            migrationBuilder.CreateTable(
                name: "DurationTotal",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Day = table.Column<int>(type: "int", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    Clock = table.Column<int>(type: "int", nullable: false),
                    Bucket = table.Column<short>(type: "smallint", nullable: false),
                    Answered = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DurationTotal", x => new { x.AgencyId, x.Province, x.Day, x.Channel, x.Place, x.Clock, x.Bucket });
                });

            migrationBuilder.CreateTable(
                name: "Holiday",
                schema: "obligations",
                columns: table => new
                {
                    On = table.Column<int>(type: "int", nullable: false),
                    NameFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsForecast = table.Column<bool>(type: "bit", nullable: false),
                    WithdrawnOn = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holiday", x => x.On);
                });

            migrationBuilder.CreateTable(
                name: "IdSequence",
                schema: "data",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdSequence", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "ImportJob",
                schema: "registration",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(26)", maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(30)", maxLength: 30, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    FileHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Mode = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Rows = table.Column<int>(type: "int", nullable: false),
                    Progress = table.Column<int>(type: "int", nullable: false),
                    Created = table.Column<int>(type: "int", nullable: false),
                    Changed = table.Column<int>(type: "int", nullable: false),
                    Unchanged = table.Column<int>(type: "int", nullable: false),
                    Rejected = table.Column<int>(type: "int", nullable: false),
                    Warned = table.Column<int>(type: "int", nullable: false),
                    Fault = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportJob", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Indicator",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Slug = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleEn = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Formula = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Basis = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Certainty = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Note = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    Target = table.Column<double>(type: "float", nullable: true),
                    TargetClause = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TargetReasonFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TargetReasonEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2"),
                    WithdrawnOn = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Indicator", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Instrument",
                schema: "obligations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    IssuedOn = table.Column<int>(type: "int", nullable: true),
                    TitleFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TextKnown = table.Column<bool>(type: "bit", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    WithdrawnOn = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Instrument", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JournalEntry",
                schema: "data",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Subject = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Actor = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntry", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Methodology",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Slug = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LabelFa = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Document = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sha256 = table.Column<string>(type: "char(64)", unicode: false, fixedLength: true, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Methodology", x => new { x.Id, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "Notice",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Subject = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notice", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Obligation",
                schema: "obligations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleEn = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LegalBasis = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Obliged = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Feature = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Schedule = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    NominalDueOn = table.Column<int>(type: "int", nullable: true),
                    RolledDueOn = table.Column<int>(type: "int", nullable: true),
                    EffectiveDueOn = table.Column<int>(type: "int", nullable: true),
                    Document = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    WithdrawnOn = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Obligation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Official",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ScopeText = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IsDisabled = table.Column<bool>(type: "bit", nullable: false),
                    UserName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    NormalizedUserName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Email = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    NormalizedEmail = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    EmailConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    SecurityStamp = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    PhoneNumber = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    PhoneNumberConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "bit", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "bit", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Official", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PlacementCount",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Area = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Day = table.Column<int>(type: "int", nullable: false),
                    Services = table.Column<int>(type: "int", nullable: false),
                    Applicable = table.Column<int>(type: "int", nullable: false),
                    Electronic = table.Column<int>(type: "int", nullable: false),
                    CounterOnly = table.Column<int>(type: "int", nullable: false),
                    CoveredHalves = table.Column<int>(type: "int", nullable: false),
                    Coded = table.Column<int>(type: "int", nullable: false),
                    OutsidePending = table.Column<int>(type: "int", nullable: false),
                    OutsideAccepted = table.Column<int>(type: "int", nullable: false),
                    OutsideRejected = table.Column<int>(type: "int", nullable: false),
                    Operators = table.Column<int>(type: "int", nullable: false),
                    Trained = table.Column<int>(type: "int", nullable: false),
                    ClientOffices = table.Column<int>(type: "int", nullable: false),
                    DeskedOffices = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementCount", x => new { x.AgencyId, x.Area, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "PlaceOfDelivery",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Office = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<int>(type: "int", nullable: false),
                    To = table.Column<int>(type: "int", nullable: true),
                    Place = table.Column<int>(type: "int", nullable: false),
                    AlsoInPerson = table.Column<bool>(type: "bit", nullable: false),
                    ReasonCode = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Standing = table.Column<int>(type: "int", nullable: false),
                    AcceptedUntil = table.Column<int>(type: "int", nullable: true),
                    MoveBy = table.Column<int>(type: "int", nullable: true),
                    ReviewId = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlaceOfDelivery", x => new { x.AgencyId, x.Service, x.Office, x.From });
                });

            migrationBuilder.CreateTable(
                name: "Province",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameFa = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CapitalFa = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Population = table.Column<int>(type: "int", nullable: false),
                    SortKey = table.Column<string>(type: "varchar(400)", unicode: false, maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Province", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "PushCount",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Measure = table.Column<int>(type: "int", nullable: false),
                    Day = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Bucket = table.Column<short>(type: "smallint", nullable: false),
                    ClientId = table.Column<int>(type: "int", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushCount", x => new { x.AgencyId, x.Measure, x.Day, x.Code, x.Bucket, x.ClientId });
                });

            migrationBuilder.CreateTable(
                name: "PushReceipt",
                schema: "intake",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    Receipt = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ClientId = table.Column<int>(type: "int", nullable: false),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Route = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IdempotencyKey = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    BodyHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Received = table.Column<int>(type: "int", nullable: false),
                    Created = table.Column<int>(type: "int", nullable: false),
                    Unchanged = table.Column<int>(type: "int", nullable: false),
                    Rejected = table.Column<int>(type: "int", nullable: false),
                    Warned = table.Column<int>(type: "int", nullable: false),
                    Answer = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushReceipt", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushSample",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Slot = table.Column<short>(type: "smallint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClientId = table.Column<int>(type: "int", nullable: false),
                    Receipt = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Pointer = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Type = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushSample", x => new { x.AgencyId, x.Code, x.Slot });
                });

            migrationBuilder.CreateTable(
                name: "ReferenceFile",
                schema: "data",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Sha256 = table.Column<string>(type: "char(64)", unicode: false, fixedLength: true, maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    LoadedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferenceFile", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "RegisterItem",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SortKey = table.Column<string>(type: "varchar(900)", unicode: false, maxLength: 900, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    County = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Parent = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    From = table.Column<int>(type: "int", nullable: true),
                    To = table.Column<int>(type: "int", nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterItem", x => new { x.AgencyId, x.Kind, x.Code });
                });

            migrationBuilder.CreateTable(
                name: "RegisterRevision",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    On = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Source = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Status = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegisterRevision", x => new { x.AgencyId, x.Kind, x.Code, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "RequestEvent",
                schema: "intake",
                columns: table => new
                {
                    RequestId = table.Column<long>(type: "bigint", nullable: false),
                    EventId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Type = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PushId = table.Column<long>(type: "bigint", nullable: false),
                    Supersedes = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ContentHash = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: false),
                    ResponsiblePost = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ResponsibleName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Details = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestEvent", x => new { x.RequestId, x.EventId });
                });

            migrationBuilder.CreateTable(
                name: "ReviewCase",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    SubjectKind = table.Column<int>(type: "int", nullable: false),
                    SubjectCode = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Office = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Title = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ReasonCode = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Proposed = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OpenedBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false, collation: "Latin1_General_100_BIN2"),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Decision = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ValidUntil = table.Column<int>(type: "int", nullable: true),
                    MoveBy = table.Column<int>(type: "int", nullable: true),
                    Batch = table.Column<string>(type: "nvarchar(26)", maxLength: 26, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewCase", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Revocation",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(160)", maxLength: 160, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revocation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ServiceRequest",
                schema: "intake",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    TrackingCode = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TrackingKey = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    CentralTrackingId = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: true, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    OfficeId = table.Column<int>(type: "int", nullable: true),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: true, collation: "Latin1_General_100_BIN2"),
                    DeskId = table.Column<int>(type: "int", nullable: true),
                    ServiceId = table.Column<int>(type: "int", nullable: true),
                    ServiceTitle = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Channel = table.Column<int>(type: "int", nullable: true),
                    Place = table.Column<int>(type: "int", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PromisedFrom = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PromisedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReceiptIssuedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    OnReceipt = table.Column<bool>(type: "bit", nullable: false),
                    Visits = table.Column<int>(type: "int", nullable: true),
                    LateDefect = table.Column<bool>(type: "bit", nullable: false),
                    EventsComplete = table.Column<bool>(type: "bit", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnswerWorkMinutes = table.Column<int>(type: "int", nullable: true),
                    Outcome = table.Column<int>(type: "int", nullable: true),
                    AnswerChannel = table.Column<int>(type: "int", nullable: true),
                    SamePlace = table.Column<bool>(type: "bit", nullable: true),
                    SettledAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WithdrawnInTime = table.Column<bool>(type: "bit", nullable: false),
                    ReferralBreach = table.Column<bool>(type: "bit", nullable: false),
                    LastEventAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EventCount = table.Column<int>(type: "int", nullable: false),
                    ApplicantKind = table.Column<int>(type: "int", nullable: true),
                    ApplicantHash = table.Column<byte[]>(type: "varbinary(16)", maxLength: 16, nullable: true),
                    MobileCipher = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceRequest", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Spell",
                schema: "registry",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<int>(type: "int", nullable: false),
                    To = table.Column<int>(type: "int", nullable: true),
                    MergedInto = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Spell", x => new { x.AgencyId, x.Kind, x.Code, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "TrackingSerial",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackingSerial", x => new { x.AgencyId, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "Webhook",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Agency = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Url = table.Column<string>(type: "varchar(400)", unicode: false, maxLength: 400, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Events = table.Column<string>(type: "varchar(200)", unicode: false, maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    State = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Secret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: false),
                    FormerSecret = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    FormerUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhook", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Office",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    TitleFa = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Province = table.Column<string>(type: "nchar(2)", fixedLength: true, maxLength: 2, nullable: false, collation: "Latin1_General_100_BIN2"),
                    County = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Level = table.Column<int>(type: "int", nullable: false),
                    HasClients = table.Column<bool>(type: "bit", nullable: false),
                    IsSmallUnit = table.Column<bool>(type: "bit", nullable: false),
                    ValidFrom = table.Column<int>(type: "int", nullable: false),
                    ValidTo = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Office", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Office_Agency_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "registry",
                        principalTable: "Agency",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Service",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    IdStatus = table.Column<int>(type: "int", nullable: false),
                    ServiceCode = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2"),
                    TitleFa = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    SearchKey = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Cofog = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Audience = table.Column<int>(type: "int", nullable: false),
                    StandardMinutes = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Service", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Service_Agency_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "registry",
                        principalTable: "Agency",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ApiClientKey",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApiClientId = table.Column<int>(type: "int", nullable: false),
                    Kid = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    PublicJwk = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NotBefore = table.Column<DateTime>(type: "datetime2", nullable: true),
                    NotAfter = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastUsedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiClientKey", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApiClientKey_ApiClient_ApiClientId",
                        column: x => x.ApiClientId,
                        principalSchema: "access",
                        principalTable: "ApiClient",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UsedAssertion",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ApiClientId = table.Column<int>(type: "int", nullable: false),
                    Jti = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsedAssertion", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UsedAssertion_ApiClient_ApiClientId",
                        column: x => x.ApiClientId,
                        principalSchema: "access",
                        principalTable: "ApiClient",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportRow",
                schema: "registration",
                columns: table => new
                {
                    ImportId = table.Column<string>(type: "nvarchar(26)", maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true, collation: "Latin1_General_100_BIN2"),
                    Fate = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Reasons = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRow", x => new { x.ImportId, x.Number });
                    table.ForeignKey(
                        name: "FK_ImportRow_ImportJob_ImportId",
                        column: x => x.ImportId,
                        principalSchema: "registration",
                        principalTable: "ImportJob",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OfficialClaim",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<int>(type: "int", nullable: false),
                    ClaimType = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true, collation: "Latin1_General_100_BIN2"),
                    ClaimValue = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficialClaim", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OfficialClaim_Official_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "Official",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OfficialLogin",
                schema: "access",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProviderKey = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    ProviderDisplayName = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: true, collation: "Latin1_General_100_BIN2"),
                    UserId = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficialLogin", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_OfficialLogin_Official_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "Official",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OfficialPasskey",
                schema: "access",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "varbinary(1024)", maxLength: 1024, nullable: false),
                    UserId = table.Column<int>(type: "int", nullable: false),
                    Data = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficialPasskey", x => x.CredentialId)
                        .Annotation("SqlServer:Clustered", false);
                    table.ForeignKey(
                        name: "FK_OfficialPasskey_Official_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "Official",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OfficialToken",
                schema: "access",
                columns: table => new
                {
                    UserId = table.Column<int>(type: "int", nullable: false),
                    LoginProvider = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Name = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Value = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficialToken", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_OfficialToken_Official_UserId",
                        column: x => x.UserId,
                        principalSchema: "access",
                        principalTable: "Official",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Delivery",
                schema: "notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    WebhookId = table.Column<string>(type: "varchar(26)", unicode: false, maxLength: 26, nullable: false, collation: "Latin1_General_100_BIN2"),
                    MessageId = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Event = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Payload = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false, collation: "Latin1_General_100_BIN2"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    TryingSince = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    NextAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DeliveredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LastStatus = table.Column<int>(type: "int", nullable: true),
                    LastFault = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true, collation: "Latin1_General_100_BIN2")
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

            migrationBuilder.CreateTable(
                name: "Desk",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgencyId = table.Column<int>(type: "int", nullable: false),
                    OfficeId = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Desk", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Desk_Office_OfficeId",
                        column: x => x.OfficeId,
                        principalSchema: "registry",
                        principalTable: "Office",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Agency_Code",
                schema: "registry",
                table: "Agency",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Agency_SearchKey",
                schema: "registry",
                table: "Agency",
                column: "SearchKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiClient_ClientId",
                schema: "access",
                table: "ApiClient",
                column: "ClientId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiClientKey_ApiClientId_Kid",
                schema: "access",
                table: "ApiClientKey",
                columns: new[] { "ApiClientId", "Kid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClientSighting_AgencyId",
                schema: "intake",
                table: "ClientSighting",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_County_Province",
                schema: "registry",
                table: "County",
                column: "Province");

            migrationBuilder.CreateIndex(
                name: "IX_DayTotal_Province_Day",
                schema: "intake",
                table: "DayTotal",
                columns: new[] { "Province", "Day" });

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
                name: "IX_Desk_AgencyId_Code",
                schema: "registry",
                table: "Desk",
                columns: new[] { "AgencyId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Desk_OfficeId",
                schema: "registry",
                table: "Desk",
                column: "OfficeId");

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_AgencyId_At",
                schema: "registration",
                table: "ImportJob",
                columns: new[] { "AgencyId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_AgencyId_Kind_FileHash",
                schema: "registration",
                table: "ImportJob",
                columns: new[] { "AgencyId", "Kind", "FileHash" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportJob_State",
                schema: "registration",
                table: "ImportJob",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Indicator_Slug",
                schema: "scoring",
                table: "Indicator",
                column: "Slug",
                unique: true);

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
                name: "IX_Office_AgencyId_Code",
                schema: "registry",
                table: "Office",
                columns: new[] { "AgencyId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Office_County",
                schema: "registry",
                table: "Office",
                column: "County");

            migrationBuilder.CreateIndex(
                name: "IX_Official_NormalizedUserName",
                schema: "access",
                table: "Official",
                column: "NormalizedUserName",
                unique: true,
                filter: "[NormalizedUserName] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OfficialClaim_UserId",
                schema: "access",
                table: "OfficialClaim",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_OfficialLogin_UserId",
                schema: "access",
                table: "OfficialLogin",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_OfficialPasskey_UserId",
                schema: "access",
                table: "OfficialPasskey",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_PlacementCount_Area_Day",
                schema: "registry",
                table: "PlacementCount",
                columns: new[] { "Area", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_PlaceOfDelivery_ReviewId",
                schema: "registry",
                table: "PlaceOfDelivery",
                column: "ReviewId");

            migrationBuilder.CreateIndex(
                name: "IX_PushReceipt_AgencyId_ReceivedAt",
                schema: "intake",
                table: "PushReceipt",
                columns: new[] { "AgencyId", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PushReceipt_ClientId_Route_IdempotencyKey",
                schema: "intake",
                table: "PushReceipt",
                columns: new[] { "ClientId", "Route", "IdempotencyKey" },
                unique: true,
                filter: "[IdempotencyKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PushReceipt_Receipt",
                schema: "intake",
                table: "PushReceipt",
                column: "Receipt",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_AgencyId_Kind_SortKey",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "AgencyId", "Kind", "SortKey" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_Province_SortKey",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "Province", "SortKey" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_SortKey_AgencyId_Code_Status_To_From",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "SortKey", "AgencyId", "Code", "Status", "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterItem_Kind_Status_To_From",
                schema: "registry",
                table: "RegisterItem",
                columns: new[] { "Kind", "Status", "To", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_RegisterRevision_Source",
                schema: "registry",
                table: "RegisterRevision",
                column: "Source");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_AgencyId_SubjectKind_SubjectCode",
                schema: "registry",
                table: "ReviewCase",
                columns: new[] { "AgencyId", "SubjectKind", "SubjectCode" });

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_Batch",
                schema: "registry",
                table: "ReviewCase",
                column: "Batch");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCase_State_Kind_Province",
                schema: "registry",
                table: "ReviewCase",
                columns: new[] { "State", "Kind", "Province" });

            migrationBuilder.CreateIndex(
                name: "IX_Revocation_ExpiresAt",
                schema: "access",
                table: "Revocation",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Service_AgencyId_Code",
                schema: "registry",
                table: "Service",
                columns: new[] { "AgencyId", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Service_AgencyId_ServiceCode",
                schema: "registry",
                table: "Service",
                columns: new[] { "AgencyId", "ServiceCode" },
                unique: true,
                filter: "[ServiceCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_AgencyId_AcceptedAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "AgencyId", "AcceptedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_AgencyId_TrackingKey",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "AgencyId", "TrackingKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_CentralTrackingId",
                schema: "intake",
                table: "ServiceRequest",
                column: "CentralTrackingId",
                unique: true,
                filter: "[CentralTrackingId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UsedAssertion_ApiClientId_At",
                schema: "access",
                table: "UsedAssertion",
                columns: new[] { "ApiClientId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_UsedAssertion_ApiClientId_Jti",
                schema: "access",
                table: "UsedAssertion",
                columns: new[] { "ApiClientId", "Jti" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UsedAssertion_ExpiresAt",
                schema: "access",
                table: "UsedAssertion",
                column: "ExpiresAt");

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
                name: "ApiClientKey",
                schema: "access");

            migrationBuilder.DropTable(
                name: "ClientSighting",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "CofogClass",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "Counter",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "County",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "CountyVersion",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "DayTotal",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Delivery",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "Desk",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "DeskDay",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "DeskProbe",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "DurationCounter",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "DurationTotal",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Holiday",
                schema: "obligations");

            migrationBuilder.DropTable(
                name: "IdSequence",
                schema: "data");

            migrationBuilder.DropTable(
                name: "ImportRow",
                schema: "registration");

            migrationBuilder.DropTable(
                name: "Indicator",
                schema: "scoring");

            migrationBuilder.DropTable(
                name: "Instrument",
                schema: "obligations");

            migrationBuilder.DropTable(
                name: "JournalEntry",
                schema: "data");

            migrationBuilder.DropTable(
                name: "Methodology",
                schema: "scoring");

            migrationBuilder.DropTable(
                name: "Notice",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "Obligation",
                schema: "obligations");

            migrationBuilder.DropTable(
                name: "OfficialClaim",
                schema: "access");

            migrationBuilder.DropTable(
                name: "OfficialLogin",
                schema: "access");

            migrationBuilder.DropTable(
                name: "OfficialPasskey",
                schema: "access");

            migrationBuilder.DropTable(
                name: "OfficialToken",
                schema: "access");

            migrationBuilder.DropTable(
                name: "PlacementCount",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "PlaceOfDelivery",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "Province",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "PushCount",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "PushReceipt",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "PushSample",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "ReferenceFile",
                schema: "data");

            migrationBuilder.DropTable(
                name: "RegisterItem",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "RegisterRevision",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "RequestEvent",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "ReviewCase",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "Revocation",
                schema: "access");

            migrationBuilder.DropTable(
                name: "Service",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "ServiceRequest",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Spell",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "TrackingSerial",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "UsedAssertion",
                schema: "access");

            migrationBuilder.DropTable(
                name: "Webhook",
                schema: "notifications");

            migrationBuilder.DropTable(
                name: "Office",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "ImportJob",
                schema: "registration");

            migrationBuilder.DropTable(
                name: "Official",
                schema: "access");

            migrationBuilder.DropTable(
                name: "ApiClient",
                schema: "access");

            migrationBuilder.DropTable(
                name: "Agency",
                schema: "registry");
        }
    }
}
