using System.CommandLine;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Host.Composition;
using Harvester.Publishing;

namespace Harvester.Host.Commands;

/// <summary>What a command that publishes is told of the catalogue: its address, who runs it, on what terms its descriptions may be used.</summary>
internal sealed class PublicationOptions(Settings settings)
{
    private readonly Option<string?> baseUrl = BaseUrl.Option(settings);
    private readonly Option<string?> publisher = settings.OptionalText("--catalogue-publisher", "who runs the catalogue, as DCAT and data.json say it (none: the catalogue's own name)", "TEXT");
    private readonly Option<string?> licence = settings.OptionalText("--metadata-licence", "IRI of the licence under which the descriptions may be used (none: those of their publishers)", "IRI");

    public void AddTo(Command command)
    {
        command.Options.Add(baseUrl);
        command.Options.Add(publisher);
        command.Options.Add(licence);
    }

    /// <inheritdoc cref="BaseUrl.Of"/>
    public Uri? BaseAddress(Invocation invocation) => BaseUrl.Of(invocation, baseUrl);

    /// <exception cref="UsageException">An address is none.</exception>
    public CatalogueDescription Of(Invocation invocation, FormatVocabulary? formats)
    {
        var described = CatalogueDescription.Default with { Address = BaseAddress(invocation) ?? CatalogueDescription.DefaultAddress, Formats = formats };
        if (invocation.Parse.GetValue(publisher) is { } name && !string.IsNullOrWhiteSpace(name))
            described = described with { Publisher = LanguageMap.Of(LanguageMap.Undetermined, name) };
        if (invocation.Parse.GetValue(licence) is not { } iri || string.IsNullOrWhiteSpace(iri))
            return described;
        return Uri.TryCreate(iri, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? described with { MetadataLicence = address.AbsoluteUri }
            : throw new UsageException($"--metadata-licence \"{iri}\": give the http or https address of a licence, such as https://creativecommons.org/licenses/by/4.0/");
    }
}
