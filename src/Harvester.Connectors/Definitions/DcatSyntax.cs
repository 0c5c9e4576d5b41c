namespace Harvester.Connectors.Definitions;

/// <summary>Syntaxes of a DCAT catalogue.</summary>
public enum DcatSyntax
{
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,

    /// <summary>DCAT-US data.json, also as ArcGIS Hub serves it.</summary>
    DataJson,
}
