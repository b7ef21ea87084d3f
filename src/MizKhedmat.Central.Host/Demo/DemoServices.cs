using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>The services of one agency from the titles of its field; where more are asked for, variants of them.</summary>
internal static class DemoServices
{
    /// <summary>The code of the README's example belongs to the first service of agency 1001.</summary>
    private const string ExampleCode = "99062697000";

    private const string ExampleAgency = "1001";

    /// <summary>Every so many services the last one has no code yet («در حال اخذ کد», faq-1397/Q6).</summary>
    private const int PendingFrom = 9;

    public static IEnumerable<DemoService> Make(DemoAgency agency, DemoRecipe recipe, int count)
    {
        var field = recipe.Fields[agency.Recipe.Field];
        for (var i = 0; i < count; i++)
        {
            var item = field.Items[i % field.Items.Count];
            var variant = recipe.Variants[Math.Min(i / field.Items.Count, recipe.Variants.Count - 1)];
            var title = variant.Replace("{title}", item.Title, StringComparison.Ordinal);
            var service = new Service
            {
                AgencyId = agency.Agency.Id,
                Code = string.Create(CultureInfo.InvariantCulture, $"S-{i + 1:000}"),
                ServiceCode = i == count - 1 && count > PendingFrom ? null : CodeOf(agency.Recipe.Code!, i),
                TitleFa = title,
                SearchKey = PersianText.SearchKey(title),
                Cofog = field.Cofog,
                Audience = Enum.Parse<Audience>(item.Audience, ignoreCase: true),
                StandardMinutes = Math.Max(30, item.Days * 420),
            };
            yield return new(service, item.Days, item.Weight / (1 + (i / field.Items.Count)));
        }
    }

    private static string CodeOf(string agency, int index) => agency == ExampleAgency && index == 0
        ? ExampleCode
        : string.Create(CultureInfo.InvariantCulture, $"99{int.Parse(agency, CultureInfo.InvariantCulture) - 1000:000}{index + 1:000}000");
}
