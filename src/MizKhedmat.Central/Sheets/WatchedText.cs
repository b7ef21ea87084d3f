using System.Buffers;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// The text of an xml part on its way to the xml reader. The reader keeps an attribute, a comment or a CDATA section whole in
/// memory, however long: so a run without a new tag may not be longer than a cell can be. A DOCTYPE ends here too, whatever
/// the settings of the readers behind.
/// </summary>
internal sealed class WatchedText(TextReader inner, string where) : TextReader
{
    private enum State
    {
        Content,
        Opening,
        Section,
    }

    /// <summary>Less than the longest run, so that within one block only its first and last tag matter.</summary>
    private const int Block = 32 * 1024;

    private static readonly SearchValues<string> Openings = SearchValues.Create(["<!", "<?"], StringComparison.Ordinal);

    private readonly char[] opening = new char[8];
    private State state;
    private bool afterTag;
    private int opened;
    private int run;
    private string close = "";
    private int closed;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, Math.Min(count, Block));
        Watch(buffer.AsSpan(index, read));
        return read;
    }

    public override int Read() => throw new NotSupportedException();

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            text = state switch
            {
                State.Content => text[Content(text)..],
                State.Section when closed == 0 => text[Skipped(text)..],
                _ => Stepped(text),
            };
        }
    }

    /// <summary>Tags and text up to and with the «&lt;» of the next comment, CDATA section or instruction, or all there is.</summary>
    private int Content(ReadOnlySpan<char> text)
    {
        if (afterTag && text[0] is '!' or '?')
        {
            (state, opened, afterTag) = (State.Opening, 0, false);
            return 0;
        }

        var at = text.IndexOfAny(Openings);
        var plain = at < 0 ? text : text[..(at + 1)];
        var first = plain.IndexOf('<');
        Advance(first < 0 ? plain.Length : first);
        run = first < 0 ? run : plain.Length - plain.LastIndexOf('<') - 1;
        afterTag = plain[^1] == '<';
        return plain.Length;
    }

    /// <summary>The inside of a section up to the first sign of its end.</summary>
    private int Skipped(ReadOnlySpan<char> text)
    {
        var length = text.IndexOf(close[0]) is var at and >= 0 ? at : text.Length;
        Advance(length);
        if (length < text.Length)
        {
            Stepped(text[length..]);
            length++;
        }

        return length;
    }

    private ReadOnlySpan<char> Stepped(ReadOnlySpan<char> text)
    {
        Step(text[0]);
        Advance(1);
        return text[1..];
    }

    private void Advance(int characters)
    {
        run += characters;
        if (run > SheetLimits.RunCharacters)
        {
            throw new SheetRefusedException("sheet-text-too-long", where);
        }
    }

    private void Step(char c)
    {
        if (state == State.Section)
        {
            // For «-->» and «]]>» a third sign of the same kind keeps the first two: «]]]>» closes too.
            closed = c == close[closed] ? closed + 1 : closed == 2 && c == close[1] ? 2 : c == close[0] ? 1 : 0;
            state = closed == close.Length ? State.Content : State.Section;
            return;
        }

        opening[opened++] = c;
        var so = opening.AsSpan(0, opened);
        if (so[0] == '?')
        {
            Enter("?>");
        }
        else if (so.SequenceEqual("!--"))
        {
            Enter("-->");
        }
        else if (so.SequenceEqual("![CDATA["))
        {
            Enter("]]>");
        }
        else if (!"!--".AsSpan().StartsWith(so) && !"![CDATA[".AsSpan().StartsWith(so))
        {
            throw new SheetRefusedException("sheet-doctype", where);
        }
    }

    private void Enter(string end) => (state, close, closed) = (State.Section, end, 0);
}
