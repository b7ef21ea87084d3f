using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TheFirstRegister : Migration
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
                name: "obligations");

            migrationBuilder.EnsureSchema(
                name: "data");

            migrationBuilder.EnsureSchema(
                name: "scoring");

            migrationBuilder.CreateTable(
                name: "Agency",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Code = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    IsDemo = table.Column<bool>(type: "INTEGER", nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SortKey = table.Column<string>(type: "TEXT", maxLength: 900, nullable: false)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ClientId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    IsDisabled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiClient", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CofogClass",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
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
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    OfficeId = table.Column<int>(type: "INTEGER", nullable: false),
                    ServiceId = table.Column<int>(type: "INTEGER", nullable: false),
                    DeskId = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceiptInTime = table.Column<long>(type: "INTEGER", nullable: false),
                    OnReceipt = table.Column<long>(type: "INTEGER", nullable: false),
                    LateDefect = table.Column<long>(type: "INTEGER", nullable: false),
                    EventsComplete = table.Column<long>(type: "INTEGER", nullable: false),
                    Answered = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswerMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswerWorkMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    Visits = table.Column<long>(type: "INTEGER", nullable: false),
                    VisitsStated = table.Column<long>(type: "INTEGER", nullable: false),
                    SamePlace = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveryPlaceStated = table.Column<long>(type: "INTEGER", nullable: false),
                    InRange = table.Column<long>(type: "INTEGER", nullable: false),
                    RangeStated = table.Column<long>(type: "INTEGER", nullable: false),
                    RangeMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    OnTime = table.Column<long>(type: "INTEGER", nullable: false),
                    Settled = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Code = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: false),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    SortKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ValidFrom = table.Column<int>(type: "INTEGER", nullable: true),
                    ValidTo = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_County", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "DayTotal",
                schema: "intake",
                columns: table => new
                {
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceiptInTime = table.Column<long>(type: "INTEGER", nullable: false),
                    OnReceipt = table.Column<long>(type: "INTEGER", nullable: false),
                    LateDefect = table.Column<long>(type: "INTEGER", nullable: false),
                    EventsComplete = table.Column<long>(type: "INTEGER", nullable: false),
                    Answered = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswerMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswerWorkMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    Visits = table.Column<long>(type: "INTEGER", nullable: false),
                    VisitsStated = table.Column<long>(type: "INTEGER", nullable: false),
                    SamePlace = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveryPlaceStated = table.Column<long>(type: "INTEGER", nullable: false),
                    InRange = table.Column<long>(type: "INTEGER", nullable: false),
                    RangeStated = table.Column<long>(type: "INTEGER", nullable: false),
                    RangeMinutes = table.Column<long>(type: "INTEGER", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    OnTime = table.Column<long>(type: "INTEGER", nullable: false),
                    Settled = table.Column<long>(type: "INTEGER", nullable: false)
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
                    DeskId = table.Column<int>(type: "INTEGER", nullable: false),
                    On = table.Column<int>(type: "INTEGER", nullable: false),
                    OfficeId = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    DueMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PushId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskDay", x => new { x.DeskId, x.On });
                });

            migrationBuilder.CreateTable(
                name: "DurationCounter",
                schema: "intake",
                columns: table => new
                {
                    OfficeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    ServiceId = table.Column<int>(type: "INTEGER", nullable: false),
                    DeskId = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Clock = table.Column<int>(type: "INTEGER", nullable: false),
                    Bucket = table.Column<short>(type: "INTEGER", nullable: false),
                    Answered = table.Column<long>(type: "INTEGER", nullable: false)
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
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Clock = table.Column<int>(type: "INTEGER", nullable: false),
                    Bucket = table.Column<short>(type: "INTEGER", nullable: false),
                    Answered = table.Column<long>(type: "INTEGER", nullable: false)
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
                    On = table.Column<int>(type: "INTEGER", nullable: false),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    IsForecast = table.Column<bool>(type: "INTEGER", nullable: false),
                    WithdrawnOn = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdSequence", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Indicator",
                schema: "scoring",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    TitleFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Formula = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Certainty = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Target = table.Column<double>(type: "REAL", nullable: true),
                    TargetClause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    TargetReasonFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    TargetReasonEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    WithdrawnOn = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    IssuedOn = table.Column<int>(type: "INTEGER", nullable: true),
                    TitleFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TextKnown = table.Column<bool>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    WithdrawnOn = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    Agency = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false)
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
                    Id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    LabelFa = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, fixedLength: true, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Methodology", x => new { x.Id, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "Obligation",
                schema: "obligations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TitleFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    TitleEn = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Obliged = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Feature = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: true),
                    NominalDueOn = table.Column<int>(type: "INTEGER", nullable: true),
                    RolledDueOn = table.Column<int>(type: "INTEGER", nullable: true),
                    EffectiveDueOn = table.Column<int>(type: "INTEGER", nullable: true),
                    Document = table.Column<string>(type: "TEXT", nullable: false),
                    WithdrawnOn = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ScopeText = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    IsDisabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Official", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Province",
                schema: "registry",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: false),
                    NameFa = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    CapitalFa = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Population = table.Column<int>(type: "INTEGER", nullable: false),
                    SortKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Province", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "PushReceipt",
                schema: "intake",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Receipt = table.Column<string>(type: "TEXT", unicode: false, maxLength: 26, nullable: false),
                    ClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Route = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    IdempotencyKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    BodyHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Received = table.Column<int>(type: "INTEGER", nullable: false),
                    Created = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    Warned = table.Column<int>(type: "INTEGER", nullable: false),
                    Answer = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushReceipt", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReferenceFile",
                schema: "data",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, fixedLength: true, maxLength: 64, nullable: false),
                    LoadedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferenceFile", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "RequestEvent",
                schema: "intake",
                columns: table => new
                {
                    RequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    EventId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PushId = table.Column<long>(type: "INTEGER", nullable: false),
                    Supersedes = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ContentHash = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    ResponsiblePost = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    ResponsibleName = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Details = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestEvent", x => new { x.RequestId, x.EventId });
                });

            migrationBuilder.CreateTable(
                name: "Revocation",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    TrackingCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    TrackingKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CentralTrackingId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 16, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    OfficeId = table.Column<int>(type: "INTEGER", nullable: true),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: true),
                    DeskId = table.Column<int>(type: "INTEGER", nullable: true),
                    ServiceId = table.Column<int>(type: "INTEGER", nullable: true),
                    ServiceTitle = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Channel = table.Column<int>(type: "INTEGER", nullable: true),
                    Place = table.Column<int>(type: "INTEGER", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PromisedFrom = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PromisedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReceiptIssuedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OnReceipt = table.Column<bool>(type: "INTEGER", nullable: false),
                    Visits = table.Column<int>(type: "INTEGER", nullable: true),
                    LateDefect = table.Column<bool>(type: "INTEGER", nullable: false),
                    EventsComplete = table.Column<bool>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnswerWorkMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    AnswerChannel = table.Column<int>(type: "INTEGER", nullable: true),
                    SamePlace = table.Column<bool>(type: "INTEGER", nullable: true),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnInTime = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReferralBreach = table.Column<bool>(type: "INTEGER", nullable: false),
                    LastEventAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EventCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ApplicantKind = table.Column<int>(type: "INTEGER", nullable: true),
                    ApplicantHash = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    MobileCipher = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ServiceRequest", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TrackingSerial",
                schema: "intake",
                columns: table => new
                {
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrackingSerial", x => new { x.AgencyId, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "Office",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TitleFa = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Province = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 2, nullable: false),
                    County = table.Column<string>(type: "TEXT", fixedLength: true, maxLength: 4, nullable: false),
                    Level = table.Column<int>(type: "INTEGER", nullable: false),
                    ValidFrom = table.Column<int>(type: "INTEGER", nullable: false),
                    ValidTo = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    ServiceCode = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    TitleFa = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Cofog = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Audience = table.Column<int>(type: "INTEGER", nullable: false),
                    StandardMinutes = table.Column<int>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ApiClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kid = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    PublicJwk = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NotAfter = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ApiClientId = table.Column<int>(type: "INTEGER", nullable: false),
                    Jti = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                name: "OfficialClaim",
                schema: "access",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
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
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", maxLength: 128, nullable: true),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false)
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
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfficialPasskey", x => x.CredentialId);
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
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
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
                name: "Desk",
                schema: "registry",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AgencyId = table.Column<int>(type: "INTEGER", nullable: false),
                    OfficeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false)
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
                name: "IX_Indicator_Slug",
                schema: "scoring",
                table: "Indicator",
                column: "Slug",
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
                unique: true);

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
                name: "IX_PushReceipt_AgencyId_ReceivedAt",
                schema: "intake",
                table: "PushReceipt",
                columns: new[] { "AgencyId", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PushReceipt_ClientId_Route_IdempotencyKey",
                schema: "intake",
                table: "PushReceipt",
                columns: new[] { "ClientId", "Route", "IdempotencyKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PushReceipt_Receipt",
                schema: "intake",
                table: "PushReceipt",
                column: "Receipt",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Revocation_ExpiresAt",
                schema: "access",
                table: "Revocation",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Service_AgencyId_ServiceCode",
                schema: "registry",
                table: "Service",
                columns: new[] { "AgencyId", "ServiceCode" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_AgencyId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "AgencyId", "LastEventAt" });

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
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ServiceRequest_OfficeId_LastEventAt",
                schema: "intake",
                table: "ServiceRequest",
                columns: new[] { "OfficeId", "LastEventAt" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiClientKey",
                schema: "access");

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
                name: "DayTotal",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "Desk",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "DeskDay",
                schema: "intake");

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
                name: "Province",
                schema: "registry");

            migrationBuilder.DropTable(
                name: "PushReceipt",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "ReferenceFile",
                schema: "data");

            migrationBuilder.DropTable(
                name: "RequestEvent",
                schema: "intake");

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
                name: "TrackingSerial",
                schema: "intake");

            migrationBuilder.DropTable(
                name: "UsedAssertion",
                schema: "access");

            migrationBuilder.DropTable(
                name: "Office",
                schema: "registry");

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
