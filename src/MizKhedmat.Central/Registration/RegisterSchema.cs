using System.Collections.Frozen;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>The strict JSON of a record of each kind, as <see cref="RegisterFields"/> defines its members.</summary>
internal static class RegisterSchema
{
    /// <summary>What the centre itself says of a record: may come back as it was read, and changes nothing.</summary>
    private static readonly Member[] Told =
    [
        new("status", Shape.Text), new("revision", Shape.Whole), new("changedAt", Shape.Text),
        new("spells", Shape.Rows, Fields: new() { IsOpen = true }), new("history", Shape.Rows, Fields: new() { IsOpen = true }),
    ];

    private static readonly FrozenDictionary<RegisterKind, MemberSet> One = Sets([new("code", Shape.Text)]);

    private static readonly FrozenDictionary<RegisterKind, MemberSet> InBatch = Sets([new("code", Shape.Text, Mandatory: true)]);

    /// <summary>Body of a PUT: the code is in the address; one that stands in the body too is the same.</summary>
    public static MemberSet Of(RegisterKind kind) => One[kind];

    /// <summary>A record of a batch: its code stands beside its members.</summary>
    public static MemberSet OfBatch(RegisterKind kind) => InBatch[kind];

    private static FrozenDictionary<RegisterKind, MemberSet> Sets(Member[] before) =>
        RegisterKinds.OfAgency.ToFrozenDictionary(kind => kind, kind => new MemberSet([.. before, .. RegisterFields.Of(kind).Select(MemberOf), .. Told]));

    private static Member MemberOf(RegisterField field) => new(field.Name, ShapeOf(field.Shape), field.Mandatory, field.Shape switch
    {
        FieldShape.Rows => new(field.Fields!.Select(MemberOf)),
        FieldShape.Flags => new(field.Choices!.Select(choice => new Member(choice, Shape.Truth))),
        _ => null,
    })
    {
        MayBeNull = field.MayBeNull,
    };

    private static Shape ShapeOf(FieldShape shape) => shape switch
    {
        FieldShape.Whole => Shape.Whole,
        FieldShape.Truth => Shape.Truth,
        FieldShape.Day => Shape.Time,
        FieldShape.Lines or FieldShape.References => Shape.Texts,
        FieldShape.Rows => Shape.Rows,
        FieldShape.Flags => Shape.Fields,
        _ => Shape.Text,
    };
}
