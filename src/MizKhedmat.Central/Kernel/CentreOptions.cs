namespace MizKhedmat.Central.Kernel;

/// <summary>Settings of API.md section 1 that more than one room needs; checked at start.</summary>
public sealed record CentreOptions
{
    /// <summary>Absolute path; holds the SQLite file, keys and uploads.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether the fictional demo country is loaded; every screen then says so.</summary>
    public required bool Demo { get; init; }
}
