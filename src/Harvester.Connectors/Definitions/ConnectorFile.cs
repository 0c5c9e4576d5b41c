using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions;

/// <summary>One connector file (<c>connectors/&lt;area&gt;/&lt;id&gt;.yml</c>), checked. Exactly one of the four blocks is there and decides the kind.</summary>
public sealed record ConnectorFile
{
    public required Source Source { get; init; }
    public HttpBlock Http { get; init; } = new();
    public CkanBlock? Ckan { get; init; }
    public DcatBlock? Dcat { get; init; }
    public HtmlBlock? Html { get; init; }
    public ListBlock? List { get; init; }
}
