using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Defines the terms of one local context, each on demand (JSON-LD 1.1 API, section 4.2, Create Term Definition).</summary>
internal sealed class TermBuilder(
    ContextProcessor processor, ActiveContext active, Dictionary<string, JsonElement> local, string baseUrl,
    IReadOnlyList<string> chain, bool isProtected, bool overrideProtected, bool validateScoped)
{
    // False while a term is under construction, which shows cycles.
    private readonly Dictionary<string, bool> defined = [];

    /// <summary>Defines a term that another one refers to, when this context has it.</summary>
    public void DefineIfPending(string term)
    {
        if (local.ContainsKey(term) && !defined.GetValueOrDefault(term))
            Define(term);
    }

    public void Define(string term)
    {
        if (defined.TryGetValue(term, out var isDone))
        {
            if (!isDone)
                throw JsonLdError.Create("cyclic IRI mapping", $"'{term}' is defined by itself.");
            return;
        }
        if (term.Length == 0)
            throw JsonLdError.Create("invalid term definition", "a term is not empty.");
        defined[term] = false;
        var written = local[term];
        if (term == "@type")
            CheckTypeKeyword(written);
        else if (Keywords.IsKeyword(term))
            throw JsonLdError.Create("keyword redefinition", $"'{term}' is a keyword.");
        else if (Keywords.HasKeywordForm(term))
            return;
        active.Terms.Remove(term, out var previous);
        if (Build(term, written) is { } definition)
            active.Terms[term] = overrideProtected || previous is null ? definition : Protect(term, previous, definition);
        defined[term] = true;
    }

    private void CheckTypeKeyword(JsonElement written)
    {
        var isRight = !processor.Is10 && written.ValueKind == JsonValueKind.Object && written.EnumerateObject().Any()
            && written.EnumerateObject().All(member => member.Name == "@protected"
                || (member.Name == "@container" && member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("@set")));
        if (!isRight)
            throw JsonLdError.Create("keyword redefinition", "@type can only be given the container @set and protection.");
    }

    private static TermDefinition Protect(string term, TermDefinition previous, TermDefinition definition)
    {
        if (!previous.IsProtected)
            return definition;
        return definition.IsSameAs(previous)
            ? previous
            : throw JsonLdError.Create("protected term redefinition", $"'{term}' is protected.");
    }

    // Null: the term is ignored.
    private TermDefinition? Build(string term, JsonElement written)
    {
        var isSimple = written.ValueKind == JsonValueKind.String;
        var definition = new TermDefinition { IsProtected = isProtected };
        if (isSimple || written.ValueKind == JsonValueKind.Null)
            return MapIri(term, written, isSimple, definition) ? definition : null;
        if (written.ValueKind != JsonValueKind.Object)
            throw JsonLdError.Create("invalid term definition", $"'{term}' is {written.ValueKind}, expected a string, an object or null.");
        if (written.TryGetProperty("@protected", out var protection))
        {
            processor.RequireVersion11("@protected", "invalid term definition");
            definition.IsProtected = ContextProcessor.Boolean(protection, "invalid @protected value");
        }
        if (written.TryGetProperty("@type", out var type))
            definition.Type = TypeMapping(term, type);
        if (written.TryGetProperty("@reverse", out var reverse))
            return BuildReverse(term, written, reverse, definition) ? definition : null;
        if (!MapIri(term, written.TryGetProperty("@id", out var id) ? id : null, isSimple: false, definition))
            return null;
        new TermDetails(processor, active, this).Read(term, written, definition);
        if (written.TryGetProperty("@context", out var scoped))
            AddScopedContext(term, scoped, definition);
        return definition;
    }

    private string TypeMapping(string term, JsonElement type)
    {
        var expanded = type.ValueKind == JsonValueKind.String
            ? IriExpansion.Expand(active, type.GetString()!, relative: false, vocabulary: true, this)
            : null;
        var isRight = expanded switch
        {
            null => false,
            "@json" or "@none" => !processor.Is10,
            "@id" or "@vocab" => true,
            _ => IriReference.IsAbsolute(expanded),
        };
        return isRight ? expanded! : throw JsonLdError.Create("invalid type mapping", $"the type of '{term}' is no IRI.");
    }

    private bool BuildReverse(string term, JsonElement written, JsonElement reverse, TermDefinition definition)
    {
        if (written.TryGetProperty("@id", out _) || written.TryGetProperty("@nest", out _))
            throw JsonLdError.Create("invalid reverse property", $"'{term}' has @reverse beside @id or @nest.");
        if (reverse.ValueKind != JsonValueKind.String)
            throw JsonLdError.Create("invalid IRI mapping", $"@reverse of '{term}' is {reverse.ValueKind}, expected a string.");
        var reference = reverse.GetString()!;
        if (Keywords.HasKeywordForm(reference))
            return false;
        definition.Iri = IriExpansion.Expand(active, reference, relative: false, vocabulary: true, this);
        if (definition.Iri is null || !Keywords.IsIriOrBlank(definition.Iri))
            throw JsonLdError.Create("invalid IRI mapping", $"'{reference}' is no IRI.");
        if (written.TryGetProperty("@container", out var container) && container.ValueKind != JsonValueKind.Null)
        {
            definition.Container = TermDetails.ReadContainer(term, container, processor.Is10);
            if (definition.Container is not (Containers.Set or Containers.Index))
                throw JsonLdError.Create("invalid reverse property", $"'{term}' has a container other than @set and @index.");
        }
        definition.IsReverse = true;
        return true;
    }

    // False: the term is ignored.
    private bool MapIri(string term, JsonElement? id, bool isSimple, TermDefinition definition)
    {
        if (id is { } written && !(written.ValueKind == JsonValueKind.String && written.ValueEquals(term)))
            return MapGivenIri(term, written, isSimple, definition);
        if (term.IndexOf(':', 1) is > 0 and var colon)
        {
            var prefix = term[..colon];
            DefineIfPending(prefix);
            definition.Iri = active.Find(prefix) is { Iri: { } start } ? start + term[(colon + 1)..] : term;
        }
        else if (term.Contains('/'))
        {
            definition.Iri = IriExpansion.Expand(active, term, relative: false, vocabulary: true);
            if (definition.Iri is null || !IriReference.IsAbsolute(definition.Iri))
                throw JsonLdError.Create("invalid IRI mapping", $"'{term}' is relative, and there is no vocabulary.");
        }
        else if (term == "@type")
            definition.Iri = term;
        else if (active.Vocabulary is not null)
            definition.Iri = active.Vocabulary + term;
        else
            throw JsonLdError.Create("invalid IRI mapping", $"'{term}' has no IRI, and there is no vocabulary.");
        return true;
    }

    private bool MapGivenIri(string term, JsonElement written, bool isSimple, TermDefinition definition)
    {
        if (written.ValueKind == JsonValueKind.Null)
            return true;
        if (written.ValueKind != JsonValueKind.String)
            throw JsonLdError.Create("invalid IRI mapping", $"@id of '{term}' is {written.ValueKind}, expected a string.");
        var reference = written.GetString()!;
        if (!Keywords.IsKeyword(reference) && Keywords.HasKeywordForm(reference))
            return false;
        var iri = IriExpansion.Expand(active, reference, relative: false, vocabulary: true, this);
        if (iri is null || !(Keywords.IsKeyword(iri) || Keywords.IsIriOrBlank(iri)))
            throw JsonLdError.Create("invalid IRI mapping", $"'{reference}' of '{term}' is no IRI.");
        if (iri == "@context")
            throw JsonLdError.Create("invalid keyword alias", "@context has no alias.");
        definition.Iri = iri;
        var looksLikeIri = term.AsSpan(1).TrimEnd(':').Contains(':') || (term.Length > 2 && term.AsSpan(1, term.Length - 2).Contains(':'));
        if (looksLikeIri || term.Contains('/'))
        {
            // The term itself must then not mean another IRI.
            defined[term] = true;
            if (IriExpansion.Expand(active, term, relative: false, vocabulary: true, this) != iri)
                throw JsonLdError.Create("invalid IRI mapping", $"'{term}' looks like an IRI other than '{iri}'.");
        }
        else if (!term.Contains(':') && isSimple)
            definition.IsPrefix = Keywords.IsBlank(iri) || ":/?#[]@".Contains(iri[^1]);
        return true;
    }

    private void AddScopedContext(string term, JsonElement scoped, TermDefinition definition)
    {
        processor.RequireVersion11("@context", "invalid term definition");
        try
        {
            processor.Process(active, scoped, baseUrl, chain, overrideProtected: true, validateScoped: false);
        }
        catch (RdfException error) when (!error.IsLimit && validateScoped)
        {
            throw JsonLdError.Create("invalid scoped context", $"that of '{term}': {error.Error.Message}");
        }
        definition.Context = scoped;
        definition.ContextBase = baseUrl;
    }
}
