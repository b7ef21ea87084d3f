using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>Fails with one whole line per offence (xunit's own assertion cuts them at fifty characters).</summary>
public static class Offences
{
    public static void None(IEnumerable<string?> offences)
    {
        var lines = offences.ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} found:\n{string.Join('\n', lines)}");
        }
    }
}
