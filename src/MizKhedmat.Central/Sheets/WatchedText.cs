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

    private readonly char[] opening = new char[8];
    private State state;
    private int opened;
    private int run;
    private string close = "";
    private int closed;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
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
            if (state != State.Content)
            {
                Step(text[0]);
                Advance(1);
                text = text[1..];
                continue;
            }

            var tag = text.IndexOf('<');
            if (tag < 0)
            {
                Advance(text.Length);
                return;
            }

            Advance(tag);
            run = 0;
            text = text[(tag + 1)..];
            if (text.IsEmpty || text[0] is '!' or '?')
            {
                (state, opened) = (State.Opening, 0);
            }
        }
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
        if (so[0] is not ('!' or '?'))
        {
            state = State.Content;
        }
        else if (so[0] == '?')
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
