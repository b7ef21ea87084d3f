namespace MizKhedmat.Central.Registry;

/// <summary>The words of <see cref="RegisterItem.Status"/>.</summary>
public static class RegisterStatus
{
    public const string Active = "active", Closed = "closed";

    /// <summary>Entered by mistake and taken back: in the history only.</summary>
    public const string Removed = "removed";

    public const string Pending = "pending", Issued = "issued", ChangeRequested = "change-requested", Withdrawn = "withdrawn";

    public const string Planned = "planned", Declared = "declared", Verified = "verified", Suspended = "suspended";

    public const string Submitted = "submitted", Accepted = "accepted", Rejected = "rejected", Returned = "returned";
}
