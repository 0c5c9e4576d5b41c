namespace Harvester.Connectors.Definitions.Survey;

/// <summary>One row of <c>connectors/sources.csv</c>: a place where a body is known to publish, whether it is harvested or not.</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Kind"><c>ckan</c>, <c>bodik-ckan</c>, <c>arcgis-hub</c>, <c>list</c>, <c>html</c>, or <c>tokyo-catalogue</c> for the body's organisation there.</param>
/// <param name="Confidence"><c>high</c>, <c>medium</c> or <c>low</c>: that this is the place.</param>
/// <param name="Known">What else is known, for whoever writes the connector file; may be empty.</param>
public sealed record KnownSource(string Code, string Kind, string Url, string Confidence, string Known);
