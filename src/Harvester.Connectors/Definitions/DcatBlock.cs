namespace Harvester.Connectors.Definitions;

/// <summary><c>dcat:</c> a catalogue in any RDF syntax, or data.json (DCAT-US).</summary>
public sealed record DcatBlock
{
    public required Uri Catalog { get; init; }

    /// <summary>Null: by content type, extension and the first bytes.</summary>
    public DcatSyntax? Syntax { get; init; }

    /// <summary>False: one document only. True (<c>auto</c>): hydra paging is followed where the document has it.</summary>
    public bool Paging { get; init; } = true;
}
