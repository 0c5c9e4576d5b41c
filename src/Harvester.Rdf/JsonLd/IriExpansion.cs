namespace Harvester.Rdf.JsonLd;

/// <summary>IRI expansion (JSON-LD 1.1 API, section 5.2).</summary>
internal static class IriExpansion
{
    /// <param name="context">The active context.</param>
    /// <param name="value">A term, a compact IRI, a keyword, an IRI reference.</param>
    /// <param name="relative">Whether it may be relative to the document.</param>
    /// <param name="vocabulary">Whether it may be a term, or relative to the vocabulary.</param>
    /// <param name="local">The context under construction, whose terms are then defined on demand.</param>
    /// <returns>Null when the value is to be ignored; otherwise not necessarily an absolute IRI.</returns>
    public static string? Expand(ActiveContext context, string value, bool relative, bool vocabulary, TermBuilder? local = null)
    {
        if (Keywords.IsKeyword(value))
            return value;
        if (Keywords.HasKeywordForm(value))
            return null;
        local?.DefineIfPending(value);
        var definition = context.Find(value);
        if (definition?.Iri is { } mapped && Keywords.IsKeyword(mapped))
            return mapped;
        if (vocabulary && definition is not null)
            return definition.Iri;
        if (value.IndexOf(':', Math.Min(1, value.Length)) is > 0 and var colon)
        {
            var prefix = value[..colon];
            var suffix = value[(colon + 1)..];
            if (prefix == "_" || suffix.StartsWith("//", StringComparison.Ordinal))
                return value;
            local?.DefineIfPending(prefix);
            if (context.Find(prefix) is { Iri: { } start, IsPrefix: true })
                return start + suffix;
            if (IriReference.IsAbsolute(value))
                return value;
        }
        if (vocabulary && context.Vocabulary is not null)
            return context.Vocabulary + value;
        if (relative && context.BaseIri is not null)
            return IriReference.ResolveWithin(context.BaseIri, value);
        return value;
    }
}
