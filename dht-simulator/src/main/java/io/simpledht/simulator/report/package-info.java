/** What results of runs look like on paper: a page to open in a browser, plots, CSV and JSON. */
package io.simpledht.simulator.report;
