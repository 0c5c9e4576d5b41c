using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary><c>dcat:</c> a catalogue in any RDF syntax, data.json (DCAT-US), an HTML page with datasets in JSON-LD, or a sitemap that leads to such pages.</summary>
public sealed record DcatBlock
{
    public required Uri Catalog { get; init; }

    /// <summary>Null: by content type, extension and the first bytes.</summary>
    public DcatSyntax? Syntax { get; init; }

    /// <summary>False: one document only. True (<c>auto</c>): next pages, catalogues that the catalogue names, and datasets that it only names are followed on its own host.</summary>
    public bool Paging { get; init; } = true;

    /// <summary>What the address of a page that a sitemap names must match; null: every page is looked into. Without backtracking: no pattern can hang a run.</summary>
    public Regex? Pages { get; init; }
}
