using Harvester.Core.Model;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>Chooses the one file of a dataset whose header is read.</summary>
internal static class HeaderFile
{
    private const string Csv = "CSV";

    /// <summary>Its CSV that is named as the standard wants it, else titled so, else the newest; null: it has none.</summary>
    public static Distribution? Of(Dataset dataset, StandardDataset standard, StandardDatasetVocabulary vocabulary) =>
        dataset.Distributions.Where(file => file.Format == Csv && AddressOf(file) is not null)
            .OrderByDescending(file => vocabulary.ByFile(AddressOf(file)) == standard)
            .ThenByDescending(file => file.Title?.Values.Any(title => vocabulary.ByTitle(title)?.Standard == standard) == true)
            .ThenByDescending(file => file.Modified ?? file.Issued, StringComparer.Ordinal)
            .FirstOrDefault();

    public static string? AddressOf(Distribution file) =>
        file.Address is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? text : null;
}
