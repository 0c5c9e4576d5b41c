using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Writing;

/// <summary>The prefixes of a document: those that its writer was given, and those it made for other namespaces.</summary>
internal sealed class PrefixTable
{
    private readonly List<Prefix> prefixes = [];
    private readonly Dictionary<byte[], int> byNamespace = new(Utf8Hash.Instance);
    private readonly HashSet<byte[]> names = new(Utf8Hash.Instance);
    private readonly int given;
    private int derived;

    /// <param name="offered">Prefixes with their namespaces; where a namespace has several, the first by name counts.</param>
    /// <param name="accepts">Whether the syntax can have such a prefix for such a namespace.</param>
    public PrefixTable(IReadOnlyDictionary<string, string> offered, Func<string, string, bool> accepts)
    {
        foreach (var (name, iri) in offered.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var bytes = Encoding.UTF8.GetBytes(iri);
            if (!Iris.IsAbsolute(bytes) || Iris.IndexOfIllegal(bytes) >= 0)
                throw new ArgumentException($"The namespace of the prefix '{name}' must be an absolute IRI, not '{iri}'.", nameof(offered));
            if (!accepts(name, iri))
                continue;
            if (bytes[^1] is not ((byte)'/' or (byte)'#'))
                Unusual.Add(prefixes.Count);
            Add(Encoding.UTF8.GetBytes(name), bytes);
        }
        given = prefixes.Count;
    }

    public int Count => prefixes.Count;

    public Prefix this[int index] => prefixes[index];

    /// <summary>The given prefixes whose namespaces end elsewhere than at a slash or a hash.</summary>
    public List<int> Unusual { get; } = [];

    /// <summary>The prefix of a namespace; -1 for none.</summary>
    public int Find(ReadOnlySpan<byte> iri) => byNamespace.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(iri, out var index) ? index : -1;

    public bool HasName(ReadOnlySpan<byte> name) => names.GetAlternateLookup<ReadOnlySpan<byte>>().Contains(name);

    /// <summary>How many prefixes were made.</summary>
    public int Derived => derived;

    /// <summary>Makes a prefix.</summary>
    public int Derive(ReadOnlySpan<byte> iri)
    {
        byte[] name;
        do
            name = Encoding.UTF8.GetBytes($"ns{derived++}");
        while (HasName(name));
        return Add(name, iri.ToArray());
    }

    /// <summary>Forgets the prefixes made last, as many as are not declared.</summary>
    public void Forget()
    {
        for (; prefixes.Count > given && !prefixes[^1].IsDeclared; prefixes.RemoveAt(prefixes.Count - 1))
        {
            names.Remove(prefixes[^1].Name);
            byNamespace.Remove(prefixes[^1].Namespace);
        }
        derived = prefixes.Count - given;
    }

    private int Add(byte[] name, byte[] iri)
    {
        names.Add(name);
        byNamespace.TryAdd(iri, prefixes.Count);
        prefixes.Add(new Prefix(name, iri));
        return prefixes.Count - 1;
    }
}
