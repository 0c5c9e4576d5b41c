using Harvester.Rdf.Xml;

namespace Harvester.Rdf.Writing;

/// <summary>
/// The names of a block's elements: predicates, and the types that node elements are named after. The prefixes of the first block are declared on the root; one that comes
/// later is declared on each element that has it.
/// </summary>
internal sealed class ElementNames(OutputBuffer output, Block block, PrefixTable table)
{
    private const int None = -1;

    /// <summary>Finds the prefixes of the block's names.</summary>
    public void Choose()
    {
        table.Forget();
        for (var term = 0; term < block.Terms.Count; term++)
        {
            ref var entry = ref block.Terms[term];
            if (entry.Kind != TermKind.Iri || !(entry.IsPredicate || entry.IsType))
                continue;
            var iri = block.Terms.Value(term);
            var begin = XmlNames.LocalStart(iri);
            if (begin < 0)
                continue;
            var prefix = table.Find(iri[..begin]);
            entry.Extra = prefix != None ? prefix : table.Derive(iri[..begin]);
        }
    }

    /// <summary>The namespaces that the block's names are in, which the root can declare.</summary>
    public IEnumerable<Prefix> Used()
    {
        var used = new bool[table.Count];
        for (var term = 0; term < block.Terms.Count; term++)
        {
            if (Has(term))
                used[block.Terms[term].Extra] = true;
        }
        return Enumerable.Range(0, table.Count).Where(index => used[index]).Select(index => table[index]);
    }

    /// <summary>Whether an element can be named so.</summary>
    public bool Has(int term) => block.Terms[term] is { Kind: TermKind.Iri, Extra: not None };

    /// <summary>The beginning of a start tag, with the declaration of its prefix if need be.</summary>
    public void WriteStart(int term)
    {
        Output("<"u8);
        WriteName(term);
        var prefix = table[block.Terms[term].Extra];
        if (prefix.IsDeclared)
            return;
        Output(" xmlns:"u8);
        Output(prefix.Name);
        Output("=\""u8);
        XmlEscapes.WriteAttribute(output, prefix.Namespace);
        Output("\""u8);
    }

    public void WriteEnd(int term)
    {
        Output("</"u8);
        WriteName(term);
        Output(">"u8);
    }

    private void WriteName(int term)
    {
        var prefix = table[block.Terms[term].Extra];
        Output(prefix.Name);
        Output(":"u8);
        Output(block.Terms.Value(term)[prefix.Namespace.Length..]);
    }

    private void Output(ReadOnlySpan<byte> text) => output.Write(text);
}
