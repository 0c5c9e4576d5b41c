namespace Harvester.Rdf.JsonLd;

/// <summary>Refusals that begin with the error code of JSON-LD 1.1 API section 9.6.2. JSON values have no position here.</summary>
internal static class JsonLdError
{
    public static RdfException Create(string code, string detail) => new(0, 0, $"{code}: {detail}");
}
