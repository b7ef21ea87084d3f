namespace MizKhedmat.Scoring;

/// <summary>Whether the parts of an edition's input belong together; throws <see cref="ScoringException"/> naming what does not.</summary>
internal static class EditionCheck
{
    private const double MostRequests = 1e15;

    public static void Fits(EditionInput input)
    {
        if (input.Agencies.Method.Hash != CanonicalJson.Hash(input.Methodology) || (input.Cells is { } c && c.Method != input.Agencies.Method))
        {
            throw new ScoringException("methodology-differs", "/methodology", "داده‌ها برای روش‌شناسی دیگری خوانده شده‌اند؛ با همین سند بخوانید.", "The facts were read for another methodology. Read them with this document.");
        }

        if (!EditionHead.Kinds.Contains(input.Head.Kind))
        {
            throw new ScoringException("kind-unknown", "/manifest/kind", $"نوع «{input.Head.Kind}» شناخته نیست؛ یکی از اینها را بنویسید: {string.Join("، ", EditionHead.Kinds)}.",
                $"The kind '{input.Head.Kind}' is not known. Write one of: {string.Join(", ", EditionHead.Kinds)}.");
        }

        var places = input.Places.Select(p => p.Unit).ToHashSet(StringComparer.Ordinal);
        if (places.Count != input.Places.Count || !places.SetEquals(input.Cells?.Units ?? []) || input.Places.Any(p => !(p.Requests is >= 0 and <= MostRequests))
            || input.NationalRequests.Values.Any(n => !(n is >= 0 and <= MostRequests)))
        {
            throw new ScoringException("places-differ", "/facts/cells", "هر خانهٔ دستگاه و استان یک بار و با شمار درخواست نامنفی بیاید؛ داده را اصلاح کنید.",
                "Every cell of agency and province comes once, with requests that are not negative. Correct the data.");
        }

        Units(input);
    }

    private static void Units(EditionInput input)
    {
        if (input.Units.FirstOrDefault(u => !EditionUnit.Lists.Contains(u.List)) is { } unknown)
        {
            throw new ScoringException("list-unknown", "/units", $"فهرست «{unknown.List}» شناخته نیست؛ یکی از اینها را بنویسید: {string.Join("، ", EditionUnit.Lists)}.",
                $"The list '{unknown.List}' is not known. Write one of: {string.Join(", ", EditionUnit.Lists)}.");
        }

        // A unit that is ranked has facts, be they nothing but missing; one that is not bound has none.
        if (input.Units.GroupBy(u => (u.IsProvince, u.Code)).FirstOrDefault(g => g.Count() > 1)?.First() is { } repeated)
        {
            throw Differ(repeated);
        }

        if (input.Units.FirstOrDefault(u => !u.IsProvince && (u.List == EditionUnit.NotBound) == (input.Agencies.IndexOf(u.Code) >= 0)) is { } other)
        {
            throw Differ(other);
        }
    }

    private static ScoringException Differ(EditionUnit unit) => new(
        "units-differ", "/units", $"واحد «{unit.Code}» دو بار آمده یا فهرستش با داده‌هایش نمی‌خواند؛ آن را اصلاح کنید.",
        $"The unit '{unit.Code}' comes twice, or its list does not fit its facts. Correct it.");
}
