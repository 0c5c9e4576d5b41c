using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// The context documents that a document refers to, loaded before it is processed, so that processing itself waits for nothing.
/// One that could not be had is an error only where it is used.
/// </summary>
internal sealed class RemoteContexts(RdfReaderOptions options)
{
    private const int MaxDocuments = 64;
    private readonly Dictionary<string, (JsonElement? Context, string? Fault)> loaded = [];
    private readonly Queue<string> wanted = [];

    /// <summary>The value of <c>@context</c> in the document at an absolute IRI.</summary>
    public JsonElement Get(string url)
    {
        var (context, fault) = loaded.GetValueOrDefault(url, (null, "loading remote context failed: it was not loaded"));
        return context ?? throw new RdfException(0, 0, $"{fault}: {url}");
    }

    /// <summary>Loads every context that the value refers to, and those that they refer to.</summary>
    public async ValueTask LoadAsync(JsonElement document, string url, CancellationToken cancellationToken)
    {
        Collect(document, url);
        while (wanted.TryDequeue(out var next))
        {
            if (loaded.ContainsKey(next))
                continue;
            if (loaded.Count >= MaxDocuments)
                throw new RdfException(0, 0, $"context overflow: more than {MaxDocuments} remote contexts.") { IsLimit = true };
            loaded[next] = await LoadOneAsync(next, cancellationToken);
            if (loaded[next].Context is { } context)
                CollectContext(context, next);
        }
    }

    private async ValueTask<(JsonElement? Context, string? Fault)> LoadOneAsync(string url, CancellationToken cancellationToken)
    {
        const string code = "loading remote context failed";
        if (options.LoadContext is null)
            return (null, $"{code}: remote contexts are refused unless the caller supplies them");
        if (await options.LoadContext(url, cancellationToken) is not { IsEmpty: false } json)
            return (null, $"{code}: the caller does not supply it");
        try
        {
            using var document = JsonText.Parse(json, options.MaxDepth);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("@context", out var context)
                ? (context.Clone(), null)
                : (null, "invalid remote context: expected an object with @context");
        }
        catch (RdfException error)
        {
            return (null, $"{code}: {error.Message}");
        }
    }

    private void Collect(JsonElement value, string url)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, url);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (member.Name == "@context")
                    CollectContext(member.Value, url);
                else if (member.Name == "@import" && member.Value.ValueKind == JsonValueKind.String)
                    wanted.Enqueue(IriReference.ResolveWithin(url, member.Value.GetString()!));
                else
                    Collect(member.Value, url);
            }
        }
    }

    private void CollectContext(JsonElement context, string url)
    {
        if (context.ValueKind == JsonValueKind.String)
            wanted.Enqueue(IriReference.ResolveWithin(url, context.GetString()!));
        else if (context.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in context.EnumerateArray())
                CollectContext(item, url);
        }
        else
            Collect(context, url);
    }
}
