using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>
/// Whose a name is. Of the datasets whose sources gave it, the only canonical one has it; where none is canonical, the only active one; where none is active, the
/// only one. A name that two would have so, or that is another dataset's slug, is nobody's.
/// </summary>
internal sealed class NameOwners(Snapshot snapshot)
{
    /// <summary>Owners that are kept, as the index stands still: pages of packages ask for the same names twice, and again and again.</summary>
    private const int MostKept = 20_000;

    /// <summary>Longer than any name of CKAN: what somebody asks for is not kept in memory.</summary>
    private const int LongestKept = 100;

    private readonly ConcurrentDictionary<string, (string? Owner, bool Claimed)> kept = new(StringComparer.Ordinal);

    private enum Claim
    {
        Withdrawn,
        Active,
        Canonical,
    }

    public string? Resolve(string packageIdOrName)
    {
        if (Guid.TryParse(packageIdOrName, out var id))
            return Only(IndexFields.Id, id.ToString("D"));
        return Owner(packageIdOrName) ?? Only(IndexFields.Slug, packageIdOrName) ?? Only(IndexFields.PreviousSlug, packageIdOrName);
    }

    public string Of(Dataset dataset) => Of(dataset.Id, PackageNames.Own(dataset));

    /// <param name="own">See <see cref="PackageNames.Own"/>.</param>
    public string Of(string datasetId, string? own)
    {
        if (own is null)
            return PackageNames.Slug(datasetId);
        // A dataset that the index does not know yet may have a name that nobody claims.
        var owner = Owner(own, out var claimed);
        return owner == datasetId || !claimed ? own : PackageNames.Slug(datasetId);
    }

    private string? Owner(string name) => Owner(name, out _);

    private string? Owner(string name, out bool claimed)
    {
        if (!kept.TryGetValue(name, out var known))
        {
            known = (LookUp(name, out claimed), claimed);
            if (kept.Count >= MostKept)
                kept.Clear();
            if (name.Length <= LongestKept)
                kept[name] = known;
        }

        claimed = known.Claimed;
        return known.Owner;
    }

    private string? LookUp(string name, out bool claimed)
    {
        string? owner = null;
        var best = Claim.Withdrawn;
        claimed = false;
        foreach (var (leaf, document) in Documents(IndexFields.Own, name))
        {
            var flags = leaf.GetNumericDocValues(IndexFields.Flags).Get(document);
            var claim = (flags & IndexFields.IsCanonical) != 0 ? Claim.Canonical : (flags & IndexFields.IsActive) != 0 ? Claim.Active : Claim.Withdrawn;
            if (!claimed || claim > best)
            {
                owner = Id(leaf, document);
                best = claim;
            }
            else if (claim == best)
            {
                owner = null;
            }

            claimed = true;
        }

        return owner is not null && Only(IndexFields.Slug, name) is { } other && other != owner ? null : owner;
    }

    private string? Only(string field, string value)
    {
        foreach (var (leaf, document) in Documents(field, value))
            return Id(leaf, document);
        return null;
    }

    private IEnumerable<(AtomicReader Leaf, int Document)> Documents(string field, string value)
    {
        if (value.Length > 1000)
            yield break;
        var term = new Term(field, value);
        foreach (var context in snapshot.Leaves)
        {
            var leaf = context.AtomicReader;
            // The documents of a term include those that are deleted, unless told which live.
            if (leaf.GetTermDocsEnum(term) is not { } documents)
                continue;
            while (documents.NextDoc() is var document and not DocIdSetIterator.NO_MORE_DOCS)
            {
                if (leaf.LiveDocs?.Get(document) != false)
                    yield return (leaf, document);
            }
        }
    }

    private static string Id(AtomicReader leaf, int document)
    {
        var id = new BytesRef();
        leaf.GetSortedDocValues(IndexFields.Dataset).Get(document, id);
        return id.Utf8ToString();
    }
}
