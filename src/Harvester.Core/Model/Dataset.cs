namespace Harvester.Core.Model;

/// <summary>
/// One dataset in the common schema, aligned with DCAT 3 and DCAT-AP: the second of the four shapes, and the stored document itself
/// (property names in camel case are the JSON, BSON and NDJSON names). Texts are maps of BCP 47 tag → text. Dates of publishers are
/// ISO 8601 strings in the precision that the source gave; instants of the system are UTC.
/// </summary>
public sealed record Dataset
{
    /// <summary><c>source~slug</c>, frozen at first sight; see <see cref="DatasetId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Ids that lead here: of records that a person declared to be this one, moved.</summary>
    public IReadOnlyList<string> PreviousIds { get; init; } = [];

    public required IReadOnlyDictionary<string, string> Title { get; init; }
    public IReadOnlyDictionary<string, string>? Description { get; init; }

    /// <summary>BCP 47 tag → keywords in that language.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Keywords { get; init; }

    public required Publisher Publisher { get; init; }
    public ContactPoint? ContactPoint { get; init; }

    /// <summary>The credit line to show.</summary>
    public string? Attribution { get; init; }

    public IReadOnlyList<Theme> Themes { get; init; } = [];

    /// <summary>Ids of <c>mappings/vocabularies/priority-fields.yml</c>, a working list.</summary>
    public IReadOnlyList<string> PriorityFields { get; init; } = [];

    /// <summary>The source's own categories, as it names them.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The source's own names of the first of <see cref="Groups"/> (CKAN: <c>c023</c> beside 観光), in their order; null where it has none beside the titles.</summary>
    public IReadOnlyList<string>? GroupNames { get; init; }

    public Licence? Licence { get; init; }
    public string? AccessRights { get; init; }
    public string? Rights { get; init; }
    public string? Issued { get; init; }
    public string? Modified { get; init; }
    public ModifiedBasis? ModifiedBasis { get; init; }

    /// <summary>Code of the EU frequency list (ANNUAL, IRREG, …).</summary>
    public string? Frequency { get; init; }

    public PeriodOfTime? Temporal { get; init; }
    public Location? Spatial { get; init; }

    /// <summary>BCP 47 tags of the data itself.</summary>
    public IReadOnlyList<string> Language { get; init; } = [];

    public string? LandingPage { get; init; }
    public IReadOnlyList<string> Identifiers { get; init; } = [];
    public string? InSeries { get; init; }
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];
    /// <summary>Fields whose value the source did not state: worked out by the mapping, or a default of the crosswalk or connector file. Null: none (for files see <see cref="Distribution.Derived"/>; themes and licence tell it themselves).</summary>
    public IReadOnlyList<string>? Derived { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>What is wrong with the record, as far as the record itself tells.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public DatasetState State { get; init; }

    /// <summary>1 at first sight; one more with every change of content or state.</summary>
    public int Version { get; init; }

    /// <summary>Place of the last change in the change log.</summary>
    public long Sequence { get; init; }

    /// <summary>Joined on read; null in the store.</summary>
    public Annotations? Annotations { get; init; }

    /// <summary>True when the field (<c>publisher</c>, <c>issued</c>) has a value that the source did not state.</summary>
    public bool IsDerived(string field) => Derived?.Contains(field) == true;
}
