using System.Globalization;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// What a page says of its place among the others: <c>hydra:PartialCollectionView</c> (<c>hydra:next</c>) and the older <c>hydra:PagedCollection</c>
/// (<c>hydra:nextPage</c>), as in the Hydra core vocabulary, section 5.2.
/// </summary>
internal static class HydraView
{
    /// <summary>Addresses of the next page: of the view that is this very page first, then of others.</summary>
    public static IEnumerable<Uri> Next(Graph graph, Uri page) =>
        from statement in graph.Match(null, Vocabulary.HydraNext).Concat(graph.Match(null, Vocabulary.HydraNextPage))
        let target = Address(statement.Object, page)
        where target is not null
        orderby Address(statement.Subject, page) == page ? 0 : 1, target.AbsoluteUri
        select target;

    /// <summary>How many datasets the catalogue says it has, or null.</summary>
    public static long? Total(Graph graph)
    {
        long? total = null;
        foreach (var statement in graph.Match(null, Vocabulary.HydraTotalItems))
        {
            if (long.TryParse(statement.Object.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && (total is null || stated > total))
                total = stated;
        }

        return total;
    }

    // Some write the address as a literal.
    private static Uri? Address(Term term, Uri page) =>
        term.Kind != TermKind.BlankNode && Uri.TryCreate(page, term.Value, out var url) && url.Scheme is ("http" or "https") ? url : null;
}
