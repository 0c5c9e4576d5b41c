using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Context processing (JSON-LD 1.1 API, section 4.1).</summary>
internal sealed class ContextProcessor(RemoteContexts remote, bool is10)
{
    // A context that refers to itself would go on for ever.
    private const int MaxRemoteDepth = 16;

    // A few contexts that each refer to the next several times would multiply.
    private const int MaxRemoteReferences = 256;
    private int references;

    /// <summary>Whether features of JSON-LD 1.1 are refused.</summary>
    public bool Is10 => is10;

    /// <summary>The active context that results from a local one: an object, an IRI, null, or an array of those.</summary>
    public ActiveContext Process(
        ActiveContext active, JsonElement local, string baseUrl, IReadOnlyList<string>? chain = null,
        bool overrideProtected = false, bool propagate = true, bool validateScoped = true)
    {
        var result = active.Clone();
        if (local.ValueKind == JsonValueKind.Object && local.TryGetProperty("@propagate", out var written))
            propagate = written.ValueKind != JsonValueKind.False;
        if (!propagate)
            result.Previous ??= active;
        if (local.ValueKind != JsonValueKind.Array)
            return ProcessOne(result, local, baseUrl, chain ?? [], overrideProtected, propagate, validateScoped);
        foreach (var item in local.EnumerateArray())
            result = ProcessOne(result, item, baseUrl, chain ?? [], overrideProtected, propagate, validateScoped);
        return result;
    }

    private ActiveContext ProcessOne(
        ActiveContext result, JsonElement context, string baseUrl, IReadOnlyList<string> chain,
        bool overrideProtected, bool propagate, bool validateScoped)
    {
        switch (context.ValueKind)
        {
            case JsonValueKind.Null:
                if (!overrideProtected && result.Terms.Values.Any(term => term.IsProtected))
                    throw JsonLdError.Create("invalid context nullification", "the context protects terms.");
                return new ActiveContext(result.OriginalBase) { Previous = propagate ? null : result.Previous ?? result };
            case JsonValueKind.String:
                return ProcessRemote(result, context.GetString()!, baseUrl, chain, validateScoped);
            case JsonValueKind.Object:
                ProcessObject(result, context, baseUrl, chain, overrideProtected, validateScoped);
                return result;
            default:
                throw JsonLdError.Create("invalid local context", $"found {context.ValueKind}, expected an object, a string or null.");
        }
    }

    private ActiveContext ProcessRemote(
        ActiveContext result, string reference, string baseUrl, IReadOnlyList<string> chain, bool validateScoped)
    {
        var url = IriReference.ResolveWithin(baseUrl, reference);
        if (!validateScoped && chain.Contains(url))
            return result;
        if (chain.Count >= MaxRemoteDepth)
            throw JsonLdError.Create("context overflow", $"contexts refer to one another more than {MaxRemoteDepth} deep, last {url}.");
        references = chain.Count == 0 ? 1 : references + 1;
        if (references > MaxRemoteReferences)
            throw JsonLdError.Create("context overflow", $"one context refers to more than {MaxRemoteReferences} others, last {url}.");
        return Process(result, remote.Get(url), url, [.. chain, url], validateScoped: validateScoped);
    }

    private void ProcessObject(
        ActiveContext result, JsonElement context, string baseUrl, IReadOnlyList<string> chain, bool overrideProtected, bool validateScoped)
    {
        var members = Members(context);
        if (members.TryGetValue("@version", out var version))
        {
            if (version.ValueKind != JsonValueKind.Number || version.GetDouble() != 1.1)
                throw JsonLdError.Create("invalid @version value", "expected the number 1.1.");
            if (is10)
                throw JsonLdError.Create("processing mode conflict", "the document is JSON-LD 1.1.");
        }
        if (members.TryGetValue("@import", out var import))
            members = Import(import, members, baseUrl);
        if (members.TryGetValue("@base", out var written) && chain.Count == 0)
            result.BaseIri = Base(result, written);
        if (members.TryGetValue("@vocab", out var vocabulary))
            result.Vocabulary = Vocabulary(result, vocabulary);
        if (members.TryGetValue("@language", out var language))
            result.Language = StringOrNull(language, "invalid default language");
        if (members.TryGetValue("@direction", out var direction))
        {
            RequireVersion11("@direction", "invalid context entry");
            result.Direction = Direction(direction);
        }
        if (members.TryGetValue("@propagate", out var propagate))
        {
            RequireVersion11("@propagate", "invalid context entry");
            Boolean(propagate, "invalid @propagate value");
        }
        var isProtected = members.TryGetValue("@protected", out var protection) && Boolean(protection, "invalid @protected value");
        var terms = new TermBuilder(this, result, members, baseUrl, chain, isProtected, overrideProtected, validateScoped);
        foreach (var term in members.Keys)
        {
            if (term is not ("@base" or "@direction" or "@import" or "@language" or "@propagate" or "@protected" or "@version" or "@vocab"))
                terms.Define(term);
        }
    }

    private Dictionary<string, JsonElement> Import(JsonElement import, Dictionary<string, JsonElement> members, string baseUrl)
    {
        RequireVersion11("@import", "invalid context entry");
        if (import.ValueKind != JsonValueKind.String)
            throw JsonLdError.Create("invalid @import value", "expected a string.");
        var imported = remote.Get(IriReference.ResolveWithin(baseUrl, import.GetString()!));
        if (imported.ValueKind != JsonValueKind.Object)
            throw JsonLdError.Create("invalid remote context", "an imported context is one object.");
        var merged = Members(imported);
        if (merged.ContainsKey("@import"))
            throw JsonLdError.Create("invalid context entry", "an imported context imports no other.");
        foreach (var (key, value) in members)
            merged[key] = value;
        return merged;
    }

    private static string? Base(ActiveContext result, JsonElement value)
    {
        if (StringOrNull(value, "invalid base IRI") is not { } reference)
            return null;
        if (!IriReference.IsAbsolute(reference) && result.BaseIri is null)
            throw JsonLdError.Create("invalid base IRI", $"'{reference}' is relative, and there is no base before it.");
        return IriReference.ResolveWithin(result.BaseIri ?? "", reference);
    }

    private string? Vocabulary(ActiveContext result, JsonElement value)
    {
        if (StringOrNull(value, "invalid vocab mapping") is not { } reference)
            return null;
        if (is10 && !Keywords.IsIriOrBlank(reference))
            throw JsonLdError.Create("invalid vocab mapping", "JSON-LD 1.0 has no relative vocabulary.");
        var expanded = IriExpansion.Expand(result, reference, relative: true, vocabulary: true);
        return expanded is not null && (Keywords.IsIriOrBlank(expanded) || result.BaseIri is null)
            ? expanded
            : throw JsonLdError.Create("invalid vocab mapping", $"'{reference}' is no IRI.");
    }

    public void RequireVersion11(string entry, string code)
    {
        if (is10)
            throw JsonLdError.Create(code, $"JSON-LD 1.0 has no {entry} here.");
    }

    public static string? Direction(JsonElement value) =>
        StringOrNull(value, "invalid base direction") is null or "ltr" or "rtl"
            ? value.GetString()
            : throw JsonLdError.Create("invalid base direction", "expected ltr, rtl or null.");

    public static bool Boolean(JsonElement value, string code) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw JsonLdError.Create(code, "expected true or false.");

    public static string? StringOrNull(JsonElement value, string code) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Null
            ? value.GetString()
            : throw JsonLdError.Create(code, "expected a string or null.");

    public static Dictionary<string, JsonElement> Members(JsonElement map)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in map.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }
}
