namespace MizKhedmat.Scoring;

/// <summary>A node of a composite: a leaf is an indicator, any other takes its children together by its aggregation.</summary>
/// <param name="Code">Unique in the tree.</param>
/// <param name="Parent">Code of the parent; null for the root.</param>
/// <param name="Weight">Weight among its siblings, above zero, in any scale.</param>
/// <param name="Aggregation">How children are taken together; a leaf needs none.</param>
public sealed record CompositeNode(string Code, string? Parent, double Weight, Aggregation? Aggregation = null);

/// <summary>
/// A generic composite indicator: any tree, any operator at any node (SCORING.md 9.2, 19). Children are taken in the ordinal order
/// of their codes, so the order of a document changes no digit.
/// </summary>
public sealed class CompositeTree
{
    private readonly Dictionary<string, CompositeNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CompositeNode>> children = new(StringComparer.Ordinal);
    private readonly List<CompositeNode> bottomUp = [];

    /// <exception cref="FormatException">Codes repeat, there is not one root, a parent is unknown, the tree has a circle, or a weight is not above zero.</exception>
    public CompositeTree(IEnumerable<CompositeNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (!(node.Weight > 0 && double.IsFinite(node.Weight)))
            {
                throw new FormatException($"The weight of '{node.Code}' is not above zero.");
            }

            if (!this.nodes.TryAdd(node.Code, node))
            {
                throw new FormatException($"The code '{node.Code}' stands twice in the tree.");
            }
        }

        var roots = this.nodes.Values.Where(node => node.Parent is null).ToList();
        Root = roots is [var root] ? root : throw new FormatException($"A tree has one root; this one has {roots.Count}.");
        foreach (var node in this.nodes.Values.OrderBy(node => node.Code, StringComparer.Ordinal))
        {
            if (node.Parent is { } parent)
            {
                if (!this.nodes.ContainsKey(parent))
                {
                    throw new FormatException($"The parent '{parent}' of '{node.Code}' is not in the tree.");
                }

                children.TryAdd(parent, []);
                children[parent].Add(node);
            }
        }

        Collect(Root);
        if (bottomUp.Count != this.nodes.Count)
        {
            throw new FormatException("The tree has a circle: some nodes do not lead to the root.");
        }
    }

    /// <summary>The node without parent.</summary>
    public CompositeNode Root { get; }

    /// <summary>Nodes with children, each after all of its own.</summary>
    public IEnumerable<CompositeNode> Inner => bottomUp.Where(node => children.ContainsKey(node.Code));

    /// <summary>Nodes without children: the indicators.</summary>
    public IEnumerable<CompositeNode> Leaves => bottomUp.Where(node => !children.ContainsKey(node.Code));

    /// <summary>The weight of each node in the root: the product of its share among its siblings and those of its ancestors.</summary>
    public IReadOnlyDictionary<string, double> EffectiveWeights()
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal) { [Root.Code] = 1 };
        foreach (var node in Enumerable.Reverse(bottomUp))
        {
            if (children.TryGetValue(node.Code, out var below))
            {
                var whole = below.Sum(child => child.Weight);
                foreach (var child in below)
                {
                    weights[child.Code] = weights[node.Code] * child.Weight / whole;
                }
            }
        }

        return weights;
    }

    /// <summary>The column of every inner node, from the normalised columns of the leaves; null is a unit without value.</summary>
    /// <param name="leaves">A column for each leaf, all of the same units in the same order.</param>
    /// <exception cref="FormatException">A leaf has no column, or an inner node no aggregation.</exception>
    /// <exception cref="ArgumentException">Columns differ in length, or an aggregation refuses a value.</exception>
    public IReadOnlyDictionary<string, double?[]> Aggregate(IReadOnlyDictionary<string, double?[]> leaves)
    {
        var columns = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        var found = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        foreach (var node in bottomUp)
        {
            if (children.TryGetValue(node.Code, out var below))
            {
                found[node.Code] = columns[node.Code] = Together(node, below, columns);
            }
            else
            {
                columns[node.Code] = leaves.TryGetValue(node.Code, out var column)
                    ? column
                    : throw new FormatException($"The indicator '{node.Code}' has no column.");
            }
        }

        return found;
    }

    private static double?[] Together(CompositeNode node, List<CompositeNode> below, Dictionary<string, double?[]> columns)
    {
        var how = node.Aggregation ?? throw new FormatException($"The node '{node.Code}' has no aggregation.");
        var weights = below.Select(child => child.Weight).ToArray();
        var inputs = below.Select(child => columns[child.Code]).ToArray();
        var values = new double?[inputs.Length];
        var result = new double?[inputs[0].Length];
        for (var unit = 0; unit < result.Length; unit++)
        {
            for (var child = 0; child < inputs.Length; child++)
            {
                Require.SameCount(result.Length, inputs[child].Length, below[child].Code);
                values[child] = inputs[child][unit];
            }

            result[unit] = how.Of(values, weights);
        }

        return result;
    }

    private void Collect(CompositeNode node)
    {
        foreach (var child in children.GetValueOrDefault(node.Code, []))
        {
            Collect(child);
        }

        bottomUp.Add(node);
    }
}
