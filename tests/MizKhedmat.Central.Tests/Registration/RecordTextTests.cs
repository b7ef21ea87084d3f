using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>What people type in forms and cells means what they think; what has no meaning reaches the validator untouched.</summary>
public sealed class RecordTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("record-text-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(RegisterKind.Office, "staff", "۱٬۲۰۰", "1200")]
    [InlineData(RegisterKind.Office, "staff", "بسیار", "\"بسیار\"")]
    [InlineData(RegisterKind.Office, "smallUnit", "بله", "true")]
    [InlineData(RegisterKind.Office, "smallUnit", "✓", "true")]
    [InlineData(RegisterKind.Office, "smallUnit", " No ", "false")]
    [InlineData(RegisterKind.Office, "smallUnit", "شاید", "\"شاید\"")]
    [InlineData(RegisterKind.Office, "level", "صف", "\"line\"")]
    [InlineData(RegisterKind.Office, "level", "headquarters", "\"headquarters\"")]
    [InlineData(RegisterKind.Office, "level", "چیز دیگر", "\"چیز دیگر\"")]
    [InlineData(RegisterKind.Office, "province", "23 – تهران", "\"23\"")]
    [InlineData(RegisterKind.Service, "audience", "شهروند", "\"citizen\"")]
    [InlineData(RegisterKind.Service, "audience", "شهروند (g2c)", "\"citizen\"")]
    [InlineData(RegisterKind.Service, "standardMinutes", "—", null)]
    [InlineData(RegisterKind.Service, "serviceCode", "در حال اخذ کد", null)]
    [InlineData(RegisterKind.Service, "title", "   ", null)]
    [InlineData(RegisterKind.Service, "places", "23-0001 | میز الکترونیکی\n* | outside | دلیل | منع قانونی", """[{"office":"23-0001","place":"electronic"},{"office":"*","place":"outside","reason":"دلیل","reasonCode":"law"}]""")]
    [InlineData(RegisterKind.Service, "subServices", "یک\r\n\r\nدو | 12 | سه", """[{"title":"یک"},{"title":"دو","code":"12 | سه"}]""")]
    [InlineData(RegisterKind.Desk, "services", "S-1، S-2؛S-3\nS-4 – خدمت چهارم", """["S-1","S-2","S-3","S-4"]""")]
    [InlineData(RegisterKind.Desk, "checklist", "H01=بله، h۰۲ = خیر\nH03", """{"H01":true,"H02":false,"H03":true}""")]
    [InlineData(RegisterKind.Desk, "checklist", "H01=شاید", """{"H01":"شاید"}""")]
    [InlineData(RegisterKind.InformationSheet, "steps", "ثبت درخواست؛ پرداخت؛ دریافت", """["ثبت درخواست","پرداخت","دریافت"]""")]
    [InlineData(RegisterKind.InformationSheet, "steps", "ثبت درخواست؛ سپس پرداخت\nدریافت\n", """["ثبت درخواست؛ سپس پرداخت","دریافت"]""")]
    [InlineData(RegisterKind.DeskOperator, "trainings", "آیین کار | ۱۴۰۵/۸/۳۰ | ۱۲", """[{"course":"آیین کار","onJalali":"1405/8/30","hours":12}]""")]
    public void A_typed_text_becomes_what_the_API_takes(RegisterKind kind, string member, string text, string? json)
    {
        var node = RecordText.ToNode(RegisterFields.Find(kind, member)!, text);
        Assert.Equal(json is null ? null : JsonNode.Parse(json)!.ToJsonString(), node?.ToJsonString());
    }

    [Theory]
    [InlineData("1405/08/30", "validFromJalali", "1405/08/30")]
    [InlineData("۱۴۰۵-۸-۳۰", "validFromJalali", "1405-8-30")]
    [InlineData("140508", "validFromJalali", "140508")]
    [InlineData("فردا", "validFromJalali", "فردا")]
    [InlineData("2026-11-21", "validFrom", "2026-11-21")]
    [InlineData("۲۰۲۶/۱۱/۲۱", "validFrom", "2026-11-21")]
    public void A_day_is_Jalali_unless_its_year_cannot_be(string text, string member, string value)
    {
        var body = new JsonObject();
        RecordText.Put(body, RegisterFields.Find(RegisterKind.Office, "validFrom")!, text);
        Assert.Equal((member, value), (body.Single().Key, body.Single().Value!.GetValue<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_stored_comes_back_the_same_from_its_own_text_in_both_languages(bool inPersian)
    {
        foreach (var kind in Enum.GetValues<RegisterKind>())
        {
            var stored = Sample(RegisterFields.Of(kind));
            var typed = new JsonObject();
            foreach (var field in RegisterFields.Of(kind))
            {
                RecordText.Put(typed, field, RecordText.Of(field, stored[field.Name], inPersian));
            }

            var reading = new RegisterReading(PersonalDataKey.Open(folder));
            var (state, faults) = reading.Read(new(1, kind, "X-1"), JsonSerializer.SerializeToElement(typed), stored);
            Assert.Empty(faults);
            Assert.Equal(RegisterState.Text(stored), RegisterState.Text(state));
        }
    }

    private static JsonObject Sample(IReadOnlyList<RegisterField> fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, Sample(f))));

    private static JsonNode? Sample(RegisterField field) => field.Shape switch
    {
        FieldShape.Whole => 60,
        FieldShape.Truth => true,
        FieldShape.Day => "2026-11-21",
        FieldShape.Choice => field.Choices![^1],
        FieldShape.Province => "23",
        FieldShape.County => "2301",
        FieldShape.LegalId => "10380284790",
        FieldShape.Url => "https://desk.example.ir/a?b=c;d",
        FieldShape.NationalId or FieldShape.Mobile => new JsonObject { ["masked"] = "049***0899", ["hash"] = "ab" },
        FieldShape.References => new JsonArray("S-1", "S-2"),
        FieldShape.Lines => new JsonArray("یکم؛ با نشانه‌ای در میان"),
        FieldShape.Rows => new JsonArray(Sample(field.Fields!), Sample(field.Fields!)),
        FieldShape.Flags => new JsonObject { [field.Choices![0]] = true, [field.Choices![^1]] = false },
        FieldShape.Code or FieldShape.Reference or FieldShape.Cofog => "23-0001",
        _ => field.Length < 30 ? "08:00" : "متنی با نشانه‌ها: یک، دو",
    };
}
