using System.Text;
using MizKhedmat.Central.Editions;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>
/// A new version of the methodology, as a file or as text. What the engine refuses is told place by place, in both languages; the document comes back
/// in the form, so that nothing sent is lost.
/// </summary>
public sealed partial class MethodNewPage(GovernMethodology govern) : StaticScreen
{
    /// <summary>More than the act takes, so that the act can say that it is too much.</summary>
    private const int MostRead = 2 * 1024 * 1024;

    private List<(string? Target, string Text)> faults = [];
    private IReadOnlyList<ScoringFault> found = [];
    private string? sent;

    protected override bool Knows(Caller caller) => EditionOfficer.MayAct(caller.Role, caller.Scope);

    protected override Task<bool> ReadAsync() => Task.FromResult(true);

    private async Task SendAsync()
    {
        var bytes = await DocumentAsync();
        if (bytes.Length == 0)
        {
            faults = [("f-file", Words.T("method-no-document"))];
            return;
        }

        var answer = await govern.SubmitAsync(Http.User, bytes, Ct);
        if (answer.MayNot)
        {
            Nav.NotFound();
        }
        else if (answer.Version is { } version)
        {
            Nav.NavigateTo(Link.To("/national/ranking/method", ("version", version), ("done", nameof(MethodologyStep.Submitted))));
        }
        else
        {
            (sent, found) = (Encoding.UTF8.GetString(bytes), answer.Faults ?? []);
            faults = [("f-document", RegisterPaint.Refusal(answer.Refusal!))];
        }
    }

    /// <summary>The file when one came, else the text.</summary>
    private async Task<byte[]> DocumentAsync()
    {
        if (Http.Request.Form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return Encoding.UTF8.GetBytes(Http.Request.Form["document"].ToString());
        }

        await using var upload = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, MostRead)];
        await upload.ReadExactlyAsync(bytes, Ct);
        return bytes;
    }
}
