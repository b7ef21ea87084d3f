using Microsoft.AspNetCore.Http;

namespace MizKhedmat.Central.Intake;

/// <summary>The end of a push: the answer just made, or the receipt of the same key from before, which is to be replayed.</summary>
internal sealed record PushOutcome(byte[]? Answer, PushReceipt? Former)
{
    public PushOutcome(byte[] answer)
        : this(answer, null)
    {
    }

    public PushOutcome(PushReceipt former)
        : this(null, former)
    {
    }

    public IResult ToResult(HttpContext context, PushRequest push) =>
        Former is not null ? IdempotencyRow.Replay(context, Former, push.Hash) : TypedResults.Bytes(Answer!, "application/json");
}
