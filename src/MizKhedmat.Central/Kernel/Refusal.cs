namespace MizKhedmat.Central.Kernel;

/// <summary>
/// A request that a rule forbids: a stable kebab code, the clause that is the reason (null where no rule of law but the
/// contract itself is the reason) and, where known, the JSON pointer of the member at fault.
/// Persian and English texts of every code are in RefusalTexts.*.resx (a House test keeps both complete).
/// </summary>
public sealed record Refusal(string Code, string? Clause = null, string? Pointer = null);
