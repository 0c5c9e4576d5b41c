using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>The entries of an expanded term definition other than its IRI (JSON-LD 1.1 API, section 4.2, steps 19 to 26).</summary>
internal sealed class TermDetails(ContextProcessor processor, ActiveContext active, TermBuilder local)
{
    private const string Invalid = "invalid term definition";

    public void Read(string term, JsonElement written, TermDefinition definition)
    {
        var hasType = definition.Type is not null;
        // The container comes first: @index depends on it.
        if (written.TryGetProperty("@container", out var container))
        {
            definition.Container = ReadContainer(term, container, processor.Is10);
            if (definition.Container.HasFlag(Containers.Type))
            {
                definition.Type ??= "@id";
                if (definition.Type is not ("@id" or "@vocab"))
                    throw JsonLdError.Create("invalid type mapping", $"'{term}' is a type map, whose values are nodes.");
            }
        }
        foreach (var member in written.EnumerateObject())
        {
            switch (member.Name)
            {
                case "@index":
                    definition.Index = ReadIndex(term, member.Value, definition.Container);
                    break;
                case "@language" when !hasType:
                    definition.HasLanguage = true;
                    definition.Language = ContextProcessor.StringOrNull(member.Value, "invalid language mapping");
                    break;
                case "@direction" when !hasType:
                    definition.HasDirection = true;
                    definition.Direction = ContextProcessor.Direction(member.Value);
                    break;
                case "@nest":
                    definition.Nest = ReadNest(member.Value);
                    break;
                case "@prefix":
                    definition.IsPrefix = ReadPrefix(term, member.Value, definition);
                    break;
                case "@id" or "@reverse" or "@container" or "@context" or "@protected" or "@type" or "@language" or "@direction":
                    break;
                default:
                    throw JsonLdError.Create(Invalid, $"'{term}' has the unknown entry '{member.Name}'.");
            }
        }
    }

    public static Containers ReadContainer(string term, JsonElement written, bool is10)
    {
        var result = Containers.None;
        var isRight = true;
        if (written.ValueKind == JsonValueKind.Array && !is10)
        {
            foreach (var item in written.EnumerateArray())
            {
                var one = ReadOne(item);
                isRight &= one != Containers.None;
                result |= one;
            }
        }
        else
            result = ReadOne(written);
        // Besides single ones: @graph with @id or @index, and @set with anything but @list.
        isRight &= !is10 || result is Containers.List or Containers.Set or Containers.Index or Containers.Language;
        isRight &= (result & ~Containers.Set) is Containers.Index or Containers.Language or Containers.Id or Containers.Type or Containers.Graph
                or (Containers.Graph | Containers.Id) or (Containers.Graph | Containers.Index)
            || result is Containers.Set or Containers.List;
        return isRight ? result : throw JsonLdError.Create("invalid container mapping", $"that of '{term}'.");
    }

    private static Containers ReadOne(JsonElement written) => (written.ValueKind == JsonValueKind.String ? written.GetString() : null) switch
    {
        "@list" => Containers.List,
        "@set" => Containers.Set,
        "@index" => Containers.Index,
        "@language" => Containers.Language,
        "@id" => Containers.Id,
        "@type" => Containers.Type,
        "@graph" => Containers.Graph,
        _ => Containers.None,
    };

    private string ReadIndex(string term, JsonElement written, Containers container)
    {
        processor.RequireVersion11("@index", Invalid);
        if (!container.HasFlag(Containers.Index) || written.ValueKind != JsonValueKind.String
            || IriExpansion.Expand(active, written.GetString()!, relative: false, vocabulary: true, local) is not { } iri
            || !IriReference.IsAbsolute(iri))
            throw JsonLdError.Create(Invalid, $"@index of '{term}' needs an index container and an IRI.");
        return written.GetString()!;
    }

    private string ReadNest(JsonElement written)
    {
        processor.RequireVersion11("@nest", Invalid);
        var nest = written.ValueKind == JsonValueKind.String ? written.GetString() : null;
        return nest is not null && (nest == "@nest" || !Keywords.IsKeyword(nest))
            ? nest
            : throw JsonLdError.Create("invalid @nest value", "expected @nest or a term.");
    }

    private bool ReadPrefix(string term, JsonElement written, TermDefinition definition)
    {
        processor.RequireVersion11("@prefix", Invalid);
        if (term.AsSpan().ContainsAny(':', '/'))
            throw JsonLdError.Create(Invalid, $"'{term}' cannot be a prefix.");
        var isPrefix = ContextProcessor.Boolean(written, "invalid @prefix value");
        if (isPrefix && definition.Iri is { } iri && Keywords.IsKeyword(iri))
            throw JsonLdError.Create(Invalid, $"'{term}' stands for a keyword and cannot be a prefix.");
        return isPrefix;
    }
}
