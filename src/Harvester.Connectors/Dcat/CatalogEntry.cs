using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>One dataset as the catalogue has it, before it is known whether it can be taken.</summary>
/// <param name="Id">Null when the source gives it none: then it is refused.</param>
/// <param name="Page">Where a person can see it, or null.</param>
/// <param name="Payload">JSON.</param>
internal sealed record CatalogEntry(string? Id, string? Page, string Payload, IReadOnlyList<Problem> Problems)
{
    /// <summary>See <see cref="SourceRecord.PublishedAs"/>.</summary>
    public string? PublishedAs { get; init; }

    /// <summary>Why it is refused, where that is not the lack of an id.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>Where it is no dataset but the name of another catalogue: that, else null.</summary>
    public string? Catalog { get; init; }

    /// <summary>Why it is left out on purpose: it is listed, but is no dataset.</summary>
    public Problem? Exclusion { get; init; }
}
