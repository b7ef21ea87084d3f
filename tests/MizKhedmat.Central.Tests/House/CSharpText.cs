using System.Text;

namespace MizKhedmat.Central.Tests.House;

/// <summary>Just enough reading of C# and Razor for scans: comments are blanked out, line breaks and strings stay.</summary>
public static class CSharpText
{
    public static string WithoutComments(string source)
    {
        var text = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length;)
        {
            if (source[i] == '"')
            {
                i = CopyString(source, i, text);
            }
            else if (Starts(source, i, "'\"'") || Starts(source, i, "'\\\"'"))
            {
                i = Copy(source, i, source.IndexOf('\'', i + 2) + 1, text);
            }
            else if (Starts(source, i, "//"))
            {
                i = Skip(source, i, End(source, "\n", i), text);
            }
            else if (Starts(source, i, "/*"))
            {
                i = Skip(source, i, End(source, "*/", i) + 2, text);
            }
            else if (Starts(source, i, "@*"))
            {
                i = Skip(source, i, End(source, "*@", i) + 2, text);
            }
            else
            {
                text.Append(source[i++]);
            }
        }

        return text.ToString();
    }

    public static int LineOf(string source, int index) => 1 + source.AsSpan(0, index).Count('\n');

    private static int CopyString(string source, int i, StringBuilder text)
    {
        var quotes = 0;
        while (i + quotes < source.Length && source[i + quotes] == '"')
        {
            quotes++;
        }

        if (quotes >= 3)
        {
            var close = source.IndexOf(new string('"', quotes), i + quotes, StringComparison.Ordinal);
            return Copy(source, i, close < 0 ? source.Length : close + quotes, text);
        }

        var verbatim = i > 0 && (source[i - 1] == '@' || (source[i - 1] == '$' && i > 1 && source[i - 2] == '@'));
        var end = i + 1;
        while (end < source.Length && source[end] != '"' && (verbatim || source[end] != '\n'))
        {
            end += !verbatim && source[end] == '\\' ? 2 : 1;
        }

        return Copy(source, i, Math.Min(end + 1, source.Length), text);
    }

    private static int End(string source, string mark, int from) =>
        source.IndexOf(mark, from, StringComparison.Ordinal) is var at and >= 0 ? at : source.Length;

    private static bool Starts(string source, int i, string mark) => string.CompareOrdinal(source, i, mark, 0, mark.Length) == 0;

    private static int Copy(string source, int from, int to, StringBuilder text)
    {
        text.Append(source, from, to - from);
        return to;
    }

    private static int Skip(string source, int from, int to, StringBuilder text)
    {
        to = Math.Min(to, source.Length);
        text.Append('\n', source.AsSpan(from, to - from).Count('\n'));
        return to;
    }
}
