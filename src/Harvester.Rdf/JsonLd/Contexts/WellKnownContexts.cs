namespace Harvester.Rdf.JsonLd.Contexts;

/// <summary>
/// JSON-LD contexts that catalogues name by address, written anew from the vocabularies' own terms, so that nothing has to be asked for: schema.org, DCAT 3
/// (https://www.w3.org/TR/vocab-dcat-3/), the Hydra core vocabulary and data.json (DCAT-US 1.1, https://resources.data.gov/resources/dcat-us/).
/// For <see cref="RdfReaderOptions.LoadContext"/>.
/// </summary>
public static class WellKnownContexts
{
    private const string SchemaOrgName = "schema-org.jsonld";
    private const string DcatName = "dcat.jsonld";
    private const string HydraName = "hydra.jsonld";
    private const string DataJsonName = "data-json.jsonld";

    // Without scheme, www. and the last slash.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["schema.org"] = SchemaOrgName,
        ["schema.org/docs/jsonldcontext.jsonld"] = SchemaOrgName,
        ["schema.org/docs/jsonldcontext.json"] = SchemaOrgName,
        ["w3.org/ns/dcat"] = DcatName,
        ["w3.org/ns/dcat.jsonld"] = DcatName,
        ["w3.org/ns/dcat2.jsonld"] = DcatName,
        ["w3.org/ns/dcat3.jsonld"] = DcatName,
        ["w3.org/ns/hydra/core"] = HydraName,
        ["w3.org/ns/hydra/core.jsonld"] = HydraName,
        ["w3.org/ns/hydra/context.jsonld"] = HydraName,
        ["project-open-data.cio.gov/v1.1/schema/catalog.jsonld"] = DataJsonName,
        ["project-open-data.cio.gov/v1.1/schema/data.jsonld"] = DataJsonName,
        ["resources.data.gov/schemas/dcat-us/v1.1/schema/catalog.jsonld"] = DataJsonName,
    };

    private static readonly Dictionary<string, ReadOnlyMemory<byte>> Contexts =
        Names.Values.Distinct().ToDictionary(name => name, Load);

    /// <summary>
    /// Every term is a name in the vocabulary. Types of values are not coerced: a licence may be an address or words (https://schema.org/Dataset).
    /// </summary>
    public static ReadOnlyMemory<byte> SchemaOrg => Contexts[SchemaOrgName];

    /// <summary>The context document at an absolute address, whichever of its spellings; false: it is none of these.</summary>
    public static bool TryGet(string url, out ReadOnlyMemory<byte> context)
    {
        context = default;
        return Names.TryGetValue(Plain(url), out var name) && Contexts.TryGetValue(name, out context);
    }

    /// <summary>Whether the address is one of schema.org's context.</summary>
    public static bool IsSchemaOrg(string url) => Names.GetValueOrDefault(Plain(url)) == SchemaOrgName;

    private static string Plain(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var hash = url.IndexOf('#');
        var rest = hash < 0 ? url : url[..hash];
        var start = rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : rest.Length;
        rest = rest[start..];
        return (rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? rest[4..] : rest).TrimEnd('/');
    }

    private static ReadOnlyMemory<byte> Load(string name)
    {
        using var resource = typeof(WellKnownContexts).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
