using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>Which file's header is wanted of a dataset, and when.</summary>
public sealed class HeaderQueue(StandardDatasetVocabulary vocabulary)
{
    /// <summary>What is to be kept of a candidate; null: nothing, as there is no file to look into. The same instance where nothing is new.</summary>
    /// <param name="kept">What is kept of it. Of another file nothing is of use; the same file with a new date is due at once, and counts until it is read.</param>
    public HeaderState? Plan(Dataset dataset, Candidate candidate, HeaderState? kept, DateTimeOffset now)
    {
        if (!candidate.Standard.HasHeader || HeaderFile.Of(dataset, candidate.Standard, vocabulary) is not { } file)
            return null;
        var (url, stamp) = (HeaderFile.AddressOf(file)!, file.Modified ?? file.Issued);
        if (kept?.Url != url)
            return new HeaderState { Dataset = dataset.Id, Source = dataset.Provenance.Source, Distribution = file.Id, Url = url, Stamp = stamp, NextDue = now };
        if (kept.Stamp == stamp && kept.Distribution == file.Id)
            return kept;
        return kept with { Distribution = file.Id, Stamp = stamp, NextDue = kept.Stamp == stamp ? kept.NextDue : now };
    }
}
