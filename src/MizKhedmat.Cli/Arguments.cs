namespace MizKhedmat.Cli;

/// <summary>The command line as a command, <c>--name value</c> pairs, flags and the rest; unknown or missing ones are a fault of usage.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly List<string> rest = [];

    /// <summary>Options without a value, which every command may have.</summary>
    private static readonly string[] Flags = ["sandbox", "json"];

    private readonly HashSet<string> flags = new(StringComparer.Ordinal);

    /// <summary>Null when an option has no value or comes twice.</summary>
    public static Arguments? Read(IEnumerable<string> words)
    {
        var read = new Arguments();
        using var word = words.GetEnumerator();
        while (word.MoveNext())
        {
            if (!word.Current.StartsWith("--", StringComparison.Ordinal))
            {
                read.rest.Add(word.Current);
                continue;
            }

            var name = word.Current[2..];
            if (Flags.Contains(name))
            {
                read.flags.Add(name);
                continue;
            }

            if (!word.MoveNext() || !read.options.TryAdd(name, word.Current))
            {
                return null;
            }
        }

        return read;
    }

    /// <summary>Whether exactly these options and this number of other words stand there.</summary>
    public bool Are(int words, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!options.ContainsKey(name))
            {
                return false;
            }
        }

        return rest.Count == words && options.Count == names.Length;
    }

    public string this[string name] => options[name];

    public string Word => rest[0];

    /// <summary>The words that are neither options nor their values.</summary>
    public IReadOnlyList<string> Words => rest;

    public bool Has(string flag) => flags.Contains(flag);
}
